package io.evenkeel.stage.outcome.measure;

import java.util.Optional;

/**
 * A mean of a loss, an error or a gap over rows.
 *
 * @param rows at least 1
 * @param sum of the values
 * @param squares sum of the squared values
 */
public record Mean(long rows, double sum, double squares) {
  /** What the interval is. */
  public static final String METHOD = "mean; normal interval, mean +- z s / sqrt(n)";

  /** Refuses a mean of nothing, NaN and infinities. */
  public Mean {
    if (rows < 1 || !Double.isFinite(sum) || !(squares >= 0) || Double.isInfinite(squares)) {
      throw new IllegalArgumentException(
          "%d rows with the sum %s and the squares %s".formatted(rows, sum, squares));
    }
  }

  /** Returns {@code sum / rows}. */
  public double value() {
    return sum / rows;
  }

  /**
   * Returns {@code mean +- z s / sqrt(n)} with {@code s^2} the unbiased variance, by the central
   * limit theorem; empty for one row.
   */
  public Optional<Interval> interval() {
    if (rows < 2) {
      return Optional.empty();
    }
    double variance = Math.max(0, squares - sum * value()) / (rows - 1);
    double half = Interval.Z * Math.sqrt(variance / rows);
    return Optional.of(new Interval(value() - half, value() + half));
  }
}
