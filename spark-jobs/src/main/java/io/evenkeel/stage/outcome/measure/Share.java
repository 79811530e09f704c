package io.evenkeel.stage.outcome.measure;

/**
 * A share of rows.
 *
 * @param hits rows that have the property, 0 to {@code rows}
 * @param rows all rows, at least 1
 */
public record Share(long hits, long rows) {
  /** What the interval is. */
  public static final String METHOD = "share; Wilson score interval";

  /** Refuses a share of nothing. */
  public Share {
    if (rows < 1 || hits < 0 || hits > rows) {
      throw new IllegalArgumentException("%d of %d rows".formatted(hits, rows));
    }
  }

  /** Returns {@code hits / rows}, in [0, 1]. */
  public double value() {
    return (double) hits / rows;
  }

  /**
   * Returns Wilson's score interval, without correction for continuity: {@code (k + z^2/2 +- z
   * sqrt(k (n - k) / n + z^2/4)) / (n + z^2)}. E. B. Wilson, Probable Inference, JASA 22 (1927).
   */
  public Interval interval() {
    double z2 = Interval.Z * Interval.Z;
    double centre = (hits + z2 / 2) / (rows + z2);
    double spread = (double) hits * ((double) (rows - hits) / rows) + z2 / 4;
    double half = Interval.Z * Math.sqrt(spread) / (rows + z2);
    // At 0 and at 1 the bound is exact; rounding must not move it inside.
    double lo = hits == 0 ? 0 : centre - half;
    double hi = hits == rows ? 1 : centre + half;
    return new Interval(lo, hi).within(0, 1);
  }
}
