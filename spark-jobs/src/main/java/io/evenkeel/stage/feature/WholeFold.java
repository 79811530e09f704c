package io.evenkeel.stage.feature;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A fold of whole numbers. Not thread-safe. */
final class WholeFold extends BlockFold {
  private final Operation operation;
  private final List<long[]> values = new ArrayList<>();
  private final List<boolean[]> some = new ArrayList<>();
  private long total;
  private boolean any;

  WholeFold(Operation operation, Values.Longs events) {
    this.operation = operation;
    values.add(events.values);
    some.add(events.some);
  }

  @Override
  void grow(int blocks) {
    values.add(new long[blocks]);
    some.add(new boolean[blocks]);
  }

  @Override
  void store(int level, int block) {
    values.get(level)[block] = total;
    some.get(level)[block] = any;
  }

  @Override
  void reset() {
    total = 0;
    any = false;
  }

  @Override
  void add(int level, int from, int to) {
    long[] added = values.get(level);
    boolean[] present = some.get(level);
    for (int i = from; i < to; i++) {
      if (present[i]) {
        total = any ? both(total, added[i]) : added[i];
        any = true;
      }
    }
  }

  private long both(long one, long other) {
    return switch (operation) {
      case EVERY, COUNT, SUM -> Math.addExact(one, other);
      case MIN -> Math.min(one, other);
      case MAX -> Math.max(one, other);
    };
  }

  @Override
  @Nullable Object result() {
    return any ? (Long) total : null;
  }
}
