package io.evenkeel.stage.drift.measure;

/**
 * Jensen-Shannon divergence to base 2 (Lin, 1991): the mean of the relative entropies of both
 * shares against their midpoint, {@code 0 log 0 = 0}. In [0, 1]; 1 where no bin is shared. Its
 * square root is the distance that scipy's {@code jensenshannon} returns.
 */
public final class JensenShannon {
  private static final double LN_2 = Math.log(2);

  private JensenShannon() {}

  /** Returns the divergence. */
  public static double divergence(TwoCounts counts) {
    double[] reference = counts.referenceShares();
    double[] current = counts.currentShares();
    double sum = 0;
    for (int bin = 0; bin < reference.length; bin++) {
      double middle = (reference[bin] + current[bin]) / 2;
      sum += entropy(reference[bin], middle) + entropy(current[bin], middle);
    }
    return Math.min(Math.max(sum / 2 / LN_2, 0), 1);
  }

  private static double entropy(double share, double middle) {
    return share == 0 ? 0 : share * Math.log(share / middle);
  }
}
