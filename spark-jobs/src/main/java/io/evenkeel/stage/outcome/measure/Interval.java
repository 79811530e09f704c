package io.evenkeel.stage.outcome.measure;

/**
 * A confidence interval at 95%.
 *
 * @param lo its lower bound
 * @param hi its upper bound
 */
public record Interval(double lo, double hi) {
  /** The normal quantile of a two-sided interval at 95%. */
  public static final double Z = 1.959963984540054;

  /** Refuses an empty interval, NaN and infinities. */
  public Interval {
    if (!(lo <= hi) || Double.isInfinite(lo) || Double.isInfinite(hi)) {
      throw new IllegalArgumentException("The interval [%s, %s] is empty".formatted(lo, hi));
    }
  }

  /** Returns the part that is in {@code [least, greatest]}; the two must meet. */
  public Interval within(double least, double greatest) {
    return new Interval(Math.max(lo, least), Math.min(hi, greatest));
  }
}
