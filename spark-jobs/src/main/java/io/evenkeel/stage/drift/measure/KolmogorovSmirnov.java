package io.evenkeel.stage.drift.measure;

import java.util.Arrays;

/**
 * The two-sample Kolmogorov-Smirnov test on the values themselves: the greatest difference of the
 * empirical distribution functions over the distinct values of both samples, all ties advanced
 * before they are compared.
 *
 * @param statistic D, in [0, 1]
 * @param p probability of a D at least as great where nothing has moved; that of samples without
 *     ties, as scipy reports it
 * @param exact whether p is exact or that of large samples
 */
public record KolmogorovSmirnov(double statistic, double p, boolean exact) {
  /** The greatest size of either sample for which p is exact. */
  public static final int EXACT_ROWS = 10_000;

  /**
   * Returns the test's outcome.
   *
   * @param reference at least one value, none NaN, in any order
   * @param current likewise
   */
  public static KolmogorovSmirnov test(double[] reference, double[] current) {
    if (reference.length == 0 || current.length == 0) {
      throw new IllegalArgumentException("A sample without values has no distribution");
    }
    int n = reference.length;
    int m = current.length;
    long steps = steps(sorted(reference), sorted(current));
    double d = steps / common(n, m);
    boolean exact = Math.max(n, m) <= EXACT_ROWS;
    double p =
        exact ? KsDistribution.exactTail(n, m, steps) : KsDistribution.largeSampleTail(n, m, d);
    return new KolmogorovSmirnov(d, p, exact);
  }

  /** Returns D alone, without the time that an exact p takes. */
  static double statistic(double[] reference, double[] current) {
    return steps(sorted(reference), sorted(current)) / common(reference.length, current.length);
  }

  private static double common(int n, int m) {
    return (double) n / KsDistribution.gcd(n, m) * m;
  }

  /** Returns D in units of 1 / lcm(n, m), so that no rounding decides the p-value. */
  private static long steps(double[] a, double[] b) {
    long divisor = KsDistribution.gcd(a.length, b.length);
    long perA = b.length / divisor;
    long perB = a.length / divisor;
    long greatest = 0;
    int i = 0;
    int j = 0;
    while (i < a.length && j < b.length) {
      double value = Math.min(a[i], b[j]);
      while (i < a.length && a[i] == value) {
        i++;
      }
      while (j < b.length && b[j] == value) {
        j++;
      }
      greatest = Math.max(greatest, Math.abs(i * perA - j * perB));
    }
    return greatest;
  }

  private static double[] sorted(double[] values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    return sorted;
  }
}
