package io.evenkeel.stage.drift.measure;

/**
 * Certain bounds of a number that is not known exactly.
 *
 * @param lo the least it can be
 * @param hi the greatest it can be
 */
public record Interval(double lo, double hi) {
  /** Refuses an empty interval and NaN. */
  public Interval {
    if (!(lo <= hi)) {
      throw new IllegalArgumentException("The interval [%s, %s] is empty".formatted(lo, hi));
    }
  }

  /** Tells whether {@code value} is within the bounds. */
  public boolean contains(double value) {
    return lo <= value && value <= hi;
  }
}
