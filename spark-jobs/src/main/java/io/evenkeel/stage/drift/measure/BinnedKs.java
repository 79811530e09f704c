package io.evenkeel.stage.drift.measure;

import io.evenkeel.profile.Edges;

/**
 * The Kolmogorov-Smirnov statistic as far as bins tell it. At an edge both distribution functions
 * are known, and the greatest difference there is the lower bound. Inside a bin, {@code F - G} is
 * at most F at the bin's end less G at its start, and the other way round, which gives the upper
 * bound; a bin that holds a single double has no inside.
 *
 * @param statistic certain bounds of D
 * @param p probability of a D of at least the lower bound where nothing has moved, so never too
 *     small
 * @param exact whether p is exact, for samples whose sizes have a product of at most {@link
 *     #EXACT_PRODUCT}, or that of large samples
 * @param widest the edge at which the lower bound is attained; infinity where the bound is 0
 */
public record BinnedKs(Interval statistic, double p, boolean exact, double widest) {
  /** Exact probabilities take time in proportion to the product of the sizes. */
  public static final long EXACT_PRODUCT = 4_000_000;

  /**
   * Returns what the bins tell.
   *
   * @param edges the frozen edges
   * @param counts values in each bin, without nulls and NaN
   */
  public static BinnedKs of(Edges edges, TwoCounts counts) {
    long n = counts.referenceRows();
    long m = counts.currentRows();
    long f = 0;
    long g = 0;
    double low = 0;
    double high = 0;
    double widest = Double.POSITIVE_INFINITY;
    for (int bin = 0; bin < counts.bins(); bin++) {
      long nextF = f + counts.reference().at(bin);
      long nextG = g + counts.current().at(bin);
      if (!edges.atom(bin)) {
        high = Math.max(high, KsDistribution.difference(nextF, n, g, m));
        high = Math.max(high, -KsDistribution.difference(f, n, nextG, m));
      }
      f = nextF;
      g = nextG;
      double gap = Math.abs(KsDistribution.difference(f, n, g, m));
      if (gap > low) {
        low = gap;
        widest = edges.top(bin);
      }
    }
    boolean exact = n <= EXACT_PRODUCT / m;
    double p = exact ? exactTail(n, m, low) : KsDistribution.largeSampleTail(n, m, low);
    return new BinnedKs(new Interval(low, Math.max(low, high)), p, exact, widest);
  }

  private static double exactTail(long n, long m, double low) {
    long steps = Math.round(low * (n / KsDistribution.gcd(n, m) * m));
    return KsDistribution.exactTail(Math.toIntExact(n), Math.toIntExact(m), steps);
  }
}
