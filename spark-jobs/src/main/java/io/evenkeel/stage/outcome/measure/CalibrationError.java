package io.evenkeel.stage.outcome.measure;

import java.util.List;

/**
 * Expected calibration error over ten bins of equal width: {@code sum (n_b / n) |mean score_b -
 * share of positives_b|}. Naeini, Cooper and Hauskrecht, AAAI (2015); the bins are those of the
 * committed training code.
 *
 * @param bins those that hold a row; at least one
 */
public record CalibrationError(List<ScoreBin> bins) {
  /** What value and interval are. */
  public static final String METHOD =
      "ten bins of equal width; interval from the bins' Wilson intervals, wider than 95%";

  /** What the value by chance is. */
  public static final String BY_CHANCE =
      "what a calibrated model has at these rows: sum n_b/n sqrt(2 s(1-s) / (pi n_b))";

  /** Copies the bins and refuses none. */
  public CalibrationError {
    bins = List.copyOf(bins);
    if (bins.isEmpty()) {
      throw new IllegalArgumentException("Calibration without a row");
    }
  }

  /** Returns the rows of all bins. */
  public long rows() {
    return bins.stream().mapToLong(ScoreBin::rows).sum();
  }

  /** Returns the error, in [0, 1]. */
  public double value() {
    return bins.stream().mapToDouble(bin -> bin.rows() * Math.abs(bin.gap())).sum() / rows();
  }

  /**
   * Returns bounds of the error: each bin's gap at its interval's ends, all at once. Errors of bins
   * seldom all have one sign, so the bounds hold more often than 95 times in 100.
   */
  public Interval interval() {
    double least = bins.stream().mapToDouble(bin -> bin.rows() * least(bin.gapInterval())).sum();
    double most = bins.stream().mapToDouble(bin -> bin.rows() * most(bin.gapInterval())).sum();
    return new Interval(least / rows(), most / rows());
  }

  /**
   * Returns the error that a calibrated model is expected to show by chance: the mean of {@code
   * |N(0, s (1 - s) / n_b)|} is {@code sqrt(2 s (1 - s) / (pi n_b))}. An error near it is none.
   */
  public double byChance() {
    double sum = 0;
    for (ScoreBin bin : bins) {
      double score = Math.min(1, bin.meanScore());
      sum += bin.rows() * Math.sqrt(2 * score * (1 - score) / (Math.PI * bin.rows()));
    }
    return sum / rows();
  }

  private static double least(Interval gap) {
    return gap.lo() <= 0 && gap.hi() >= 0 ? 0 : Math.min(Math.abs(gap.lo()), Math.abs(gap.hi()));
  }

  private static double most(Interval gap) {
    return Math.max(Math.abs(gap.lo()), Math.abs(gap.hi()));
  }
}
