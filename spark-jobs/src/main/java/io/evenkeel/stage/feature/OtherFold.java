package io.evenkeel.stage.feature;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.types.DecimalType;
import org.jspecify.annotations.Nullable;

/** A fold of decimals or bytes. Not thread-safe. */
final class OtherFold extends BlockFold {
  private final Operation operation;
  private final List<@Nullable Object[]> values = new ArrayList<>();
  private @Nullable Object total;

  OtherFold(Operation operation, Values.Objects events) {
    this.operation = operation;
    values.add(events.values);
  }

  @Override
  void grow(int blocks) {
    values.add(new Object[blocks]);
  }

  @Override
  void store(int level, int block) {
    values.get(level)[block] = total;
  }

  @Override
  void reset() {
    total = null;
  }

  @Override
  void add(int level, int from, int to) {
    @Nullable Object[] added = values.get(level);
    for (int i = from; i < to; i++) {
      Object value = added[i];
      if (value != null) {
        total = total == null ? value : both(total, value);
      }
    }
  }

  private Object both(Object one, Object other) {
    return switch (operation) {
      case EVERY, COUNT, SUM -> ((BigDecimal) one).add((BigDecimal) other);
      case MIN -> Values.Objects.ORDER.compare(one, other) <= 0 ? one : other;
      case MAX -> Values.Objects.ORDER.compare(one, other) >= 0 ? one : other;
    };
  }

  @Override
  @Nullable Object result() {
    boolean fits =
        !(total instanceof BigDecimal decimal)
            || decimal.precision() <= DecimalType.MAX_PRECISION();
    return fits ? total : null;
  }
}
