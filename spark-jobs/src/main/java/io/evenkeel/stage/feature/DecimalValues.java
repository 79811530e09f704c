package io.evenkeel.stage.feature;

import java.math.BigDecimal;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * Decimals: whole numbers in units of their last digit as long as all are small and of one scale.
 * Not thread-safe.
 */
final class DecimalValues extends Values {
  final Longs units = new Longs();
  private @Nullable Objects others;
  private int scale;
  private boolean any;

  /** Returns the digits after the point of {@link #units}. */
  int scale() {
    return scale;
  }

  /** Returns all values, if some are not small; else null. */
  @Nullable Objects others() {
    return others;
  }

  @Override
  void read(int i, ByteBuffer from) {
    Objects large = others;
    if (large == null && small(i, from)) {
      return;
    }
    if (large == null) {
      large = large(i);
      others = large;
    }
    large.put(i, Packed.decimal(from));
  }

  @Override
  boolean isValue(int i) {
    Objects large = others;
    return large == null ? units.isValue(i) : large.isValue(i);
  }

  /** Reads what is null or small; of anything else nothing is read. */
  private boolean small(int i, ByteBuffer from) {
    if (Packed.isNull(from)) {
      units.put(i, Packed.isValue(from), 0);
      return true;
    }
    if (!Packed.isSmall(from) || (any && Packed.scale(from) != scale)) {
      return false;
    }
    scale = Packed.scale(from);
    any = true;
    units.put(i, true, Packed.units(from));
    return true;
  }

  private Objects large(int size) {
    Objects large = new Objects();
    for (int i = 0; i < size; i++) {
      large.put(i, units.some[i] ? BigDecimal.valueOf(units.values[i], scale) : null);
    }
    return large;
  }

  @Override
  void arrange(int[] order) {
    Objects large = others;
    (large == null ? units : large).arrange(order);
  }
}
