package io.evenkeel.stage.drift.page;

import java.util.ArrayList;
import java.util.List;

/**
 * A linear scale from values to coordinates.
 *
 * @param low the value at {@code from}
 * @param high the value at {@code to}, above {@code low}
 */
record Scale(double low, double high, double from, double to) {
  private static final int ABOUT = 4;

  /** Returns the coordinate of a value. */
  double at(double value) {
    return from + (value - low) / (high - low) * (to - from);
  }

  /** Tells whether the value is on the scale. */
  boolean holds(double value) {
    return low <= value && value <= high;
  }

  /** Returns from two to about six round values on the scale. */
  List<Double> ticks() {
    double rough = (high - low) / ABOUT;
    double power = Math.pow(10, Math.floor(Math.log10(rough)));
    double ratio = rough / power;
    double step = power * (ratio > 5 ? 10 : ratio > 2 ? 5 : ratio > 1 ? 2 : 1);
    List<Double> ticks = new ArrayList<>();
    for (long k = (long) Math.ceil(low / step); k * step <= high; k++) {
      ticks.add(k * step);
    }
    return ticks;
  }
}
