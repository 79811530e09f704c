package io.evenkeel.stage.drift.measure;

import org.apache.commons.math3.special.Gamma;

/**
 * Pearson's chi-square test of homogeneity of two rows of counts, without Yates' correction; bins
 * that are empty on both sides are left out.
 *
 * @param statistic {@code sum((observed - expected)^2 / expected)}, at least 0
 * @param freedom occupied bins less one
 * @param p probability of a statistic at least as great where nothing has moved, in [0, 1]; 1 where
 *     there is but one bin
 */
public record ChiSquare(double statistic, int freedom, double p) {
  /** Returns the test's outcome. */
  public static ChiSquare test(TwoCounts counts) {
    double n = counts.referenceRows();
    double m = counts.currentRows();
    double statistic = 0;
    for (int bin = 0; bin < counts.bins(); bin++) {
      double r = counts.reference().at(bin);
      double c = counts.current().at(bin);
      if (r + c > 0) {
        // Both rows' terms at once: their deviations from expectation are equal and opposite.
        double deviation = (r * m - c * n) / (n + m);
        statistic += deviation * deviation * (n + m) * (n + m) / ((r + c) * n * m);
      }
    }
    int freedom = counts.occupied() - 1;
    double p = freedom == 0 ? 1 : Gamma.regularizedGammaQ(freedom / 2.0, statistic / 2);
    return new ChiSquare(statistic, freedom, p);
  }
}
