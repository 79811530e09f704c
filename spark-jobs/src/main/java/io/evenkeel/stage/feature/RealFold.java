package io.evenkeel.stage.feature;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A fold of floating-point numbers. Not thread-safe. */
final class RealFold extends BlockFold {
  private final Operation operation;
  private final List<double[]> values = new ArrayList<>();
  private final List<boolean[]> some = new ArrayList<>();
  private double total;
  private boolean any;

  RealFold(Operation operation, Values.Doubles events) {
    this.operation = operation;
    values.add(events.values);
    some.add(events.some);
  }

  @Override
  void grow(int blocks) {
    values.add(new double[blocks]);
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
    double[] added = values.get(level);
    boolean[] present = some.get(level);
    for (int i = from; i < to; i++) {
      if (present[i]) {
        total = any ? both(total, added[i]) : added[i];
        any = true;
      }
    }
  }

  private double both(double one, double other) {
    return switch (operation) {
      case EVERY, COUNT, SUM -> one + other;
      // NaN is the greatest of all numbers, as it is for Spark.
      case MIN -> Double.compare(one, other) <= 0 ? one : other;
      case MAX -> Double.compare(one, other) >= 0 ? one : other;
    };
  }

  @Override
  @Nullable Object result() {
    return any ? (Double) total : null;
  }
}
