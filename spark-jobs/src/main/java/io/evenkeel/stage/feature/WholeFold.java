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
    // One loop for each operation: a choice for each number would cost more than the numbers do.
    switch (operation) {
      case EVERY, COUNT, SUM -> sum(added, present, from, to);
      case MIN -> least(added, present, from, to);
      case MAX -> greatest(added, present, from, to);
    }
  }

  private void sum(long[] added, boolean[] present, int from, int to) {
    for (int i = from; i < to; i++) {
      if (present[i]) {
        total = Math.addExact(total, added[i]);
        any = true;
      }
    }
  }

  private void least(long[] added, boolean[] present, int from, int to) {
    for (int i = from; i < to; i++) {
      if (present[i]) {
        total = any ? Math.min(total, added[i]) : added[i];
        any = true;
      }
    }
  }

  private void greatest(long[] added, boolean[] present, int from, int to) {
    for (int i = from; i < to; i++) {
      if (present[i]) {
        total = any ? Math.max(total, added[i]) : added[i];
        any = true;
      }
    }
  }

  @Override
  @Nullable Object result() {
    return any ? (Long) total : null;
  }
}
