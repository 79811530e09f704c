package io.evenkeel.stage.drift.measure;

import org.apache.commons.math3.distribution.ChiSquaredDistribution;

/**
 * Population stability index: {@code sum((c - r) * ln(c / r))} over bins, in nats, the symmetric
 * divergence of Jeffreys (1946). A share below {@link #FLOOR} counts as the floor, and shares are
 * not scaled back to a sum of 1. Zero where the shares are equal; at most about 18.4 for two bins.
 */
public final class Psi {
  /** The least share that enters the logarithm. */
  public static final double FLOOR = 1e-4;

  private Psi() {}

  /** Returns the index, at least 0. */
  public static double of(TwoCounts counts) {
    double sum = 0;
    for (double contribution : contributions(counts)) {
      sum += contribution;
    }
    return sum;
  }

  /** Returns what each bin adds to the index, at least 0. */
  public static double[] contributions(TwoCounts counts) {
    double[] reference = counts.referenceShares();
    double[] current = counts.currentShares();
    double[] contributions = new double[counts.bins()];
    for (int bin = 0; bin < contributions.length; bin++) {
      double r = Math.max(reference[bin], FLOOR);
      double c = Math.max(current[bin], FLOOR);
      contributions[bin] = (c - r) * Math.log(c / r);
    }
    return contributions;
  }

  /**
   * Returns what the index stays below by chance alone, with probability {@code level}, where
   * nothing has moved: {@code (1/N + 1/M)} times the chi-square quantile with one degree of freedom
   * fewer than occupied bins (Yurdakul and Naranjo, 2020). Zero where all rows share one bin.
   *
   * @param level in (0, 1)
   */
  public static double noise(TwoCounts counts, double level) {
    int freedom = counts.occupied() - 1;
    if (freedom == 0) {
      return 0;
    }
    double quantile = new ChiSquaredDistribution(freedom).inverseCumulativeProbability(level);
    return (1.0 / counts.referenceRows() + 1.0 / counts.currentRows()) * quantile;
  }
}
