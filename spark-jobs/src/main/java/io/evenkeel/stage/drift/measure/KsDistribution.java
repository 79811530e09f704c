package io.evenkeel.stage.drift.measure;

/** Probabilities of the two-sample Kolmogorov-Smirnov statistic where nothing has moved. */
public final class KsDistribution {
  private KsDistribution() {}

  /**
   * Returns the probability of a statistic of at least {@code steps / lcm(n, m)} between samples
   * without ties, exactly but for rounding: the share of lattice paths from (0, 0) to (n, m) that
   * reach {@code |i/n - j/m| >= d}, built up point by point as the probability that a random path
   * to (i, j) has done so (Hodges, 1957; the recursion that scipy's {@code ks_2samp} uses for
   * unequal sizes). Takes time in proportion to {@code n * m}.
   *
   * @param n rows of one sample, at least 1
   * @param m rows of the other, at least 1
   * @param steps the statistic in units of {@code 1 / lcm(n, m)}, at least 0
   * @return in [0, 1]
   */
  public static double exactTail(int n, int m, long steps) {
    if (steps == 0) {
      return 1;
    }
    if (m > n) {
      return exactTail(m, n, steps); // the same by symmetry, in less memory
    }
    long divisor = gcd(n, m);
    long perColumn = m / divisor;
    long perRow = n / divisor;
    double[] outside = new double[m + 1];
    for (int j = 0; j <= m; j++) {
      outside[j] = j * perRow >= steps ? 1 : 0;
    }
    for (int i = 1; i <= n; i++) {
      long left = i * perColumn;
      outside[0] = left >= steps ? 1 : outside[0];
      for (int j = 1; j <= m; j++) {
        outside[j] =
            Math.abs(left - j * perRow) >= steps
                ? 1
                : (outside[j] * i + outside[j - 1] * j) / (i + j);
      }
    }
    return outside[m];
  }

  /**
   * Returns the probability of a statistic of at least {@code d} for large samples: Kolmogorov's
   * limit {@code 2 sum((-1)^(k-1) exp(-2 k^2 x^2))} at {@code x = l + 1/(6 sqrt(e)) + (l-1)/(4e)},
   * {@code l = sqrt(e) d}, {@code e = nm/(n+m)}; the correction is Vrbik's (2018). Within 4e-4 of
   * scipy's {@code kstwo.sf(d, round(e))} where {@code e >= 500}.
   *
   * @param d the statistic, in [0, 1]
   * @return in [0, 1]
   */
  public static double largeSampleTail(long n, long m, double d) {
    if (d == 0) {
      return 1;
    }
    double e = (double) n / (n + m) * m;
    double l = Math.sqrt(e) * d;
    double x = l + 1 / (6 * Math.sqrt(e)) + (l - 1) / (4 * e);
    return x <= 0 ? 1 : limitTail(x);
  }

  private static double limitTail(double x) {
    if (x < 1) {
      // The theta function's other form, of which three terms suffice for a small argument.
      double c = -Math.PI * Math.PI / (8 * x * x);
      double sum = Math.exp(c) + Math.exp(9 * c) + Math.exp(25 * c);
      return 1 - Math.sqrt(2 * Math.PI) / x * sum;
    }
    double sum = 0;
    for (int k = 6; k >= 1; k--) {
      double term = Math.exp(-2 * k * k * x * x);
      sum += k % 2 == 1 ? term : -term;
    }
    return 2 * sum;
  }

  /** Returns {@code f/n - g/m}, rounded once where {@code lcm(n, m)} is at most 2^53. */
  static double difference(long f, long n, long g, long m) {
    long divisor = gcd(n, m);
    long columns = n / divisor;
    double common = (double) columns * m;
    return common <= 0x1p53
        ? (f * (m / divisor) - g * columns) / common
        : (double) f / n - (double) g / m;
  }

  static long gcd(long a, long b) {
    return b == 0 ? a : gcd(b, a % b);
  }
}
