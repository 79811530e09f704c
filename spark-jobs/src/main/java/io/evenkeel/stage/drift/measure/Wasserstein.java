package io.evenkeel.stage.drift.measure;

import io.evenkeel.profile.Edges;
import io.evenkeel.profile.Summary;
import java.util.Arrays;

/**
 * The first Wasserstein distance {@code integral |F - G|} in units of the reference's population
 * standard deviation, of which at least {@link #LEAST_DEVIATION} is taken.
 *
 * @param value the distance, at least 0
 * @param bounds certain bounds
 */
public record Wasserstein(double value, Interval bounds) {
  /** The least standard deviation that distances are divided by. */
  public static final double LEAST_DEVIATION = 1e-3;

  /**
   * Returns the distance between values themselves.
   *
   * @param reference at least one value, all finite, in any order
   * @param current likewise
   * @param deviation the reference's population standard deviation
   */
  public static double ofValues(double[] reference, double[] current, double deviation) {
    double[] points = new double[reference.length + current.length];
    System.arraycopy(reference, 0, points, 0, reference.length);
    System.arraycopy(current, 0, points, reference.length, current.length);
    double[] a = reference.clone();
    double[] b = current.clone();
    Arrays.sort(points);
    Arrays.sort(a);
    Arrays.sort(b);
    double sum = 0;
    int i = 0;
    int j = 0;
    for (int k = 0; k + 1 < points.length; k++) {
      while (i < a.length && a[i] <= points[k]) {
        i++;
      }
      while (j < b.length && b[j] <= points[k]) {
        j++;
      }
      double gap = Math.abs((double) i / a.length - (double) j / b.length);
      sum += gap * (points[k + 1] - points[k]);
    }
    return sum / Math.max(deviation, LEAST_DEVIATION);
  }

  /**
   * Returns the distance as far as bins tell it, after values outside the reference's range are
   * drawn to its ends. Within a bin, the value spreads the mass evenly; the bounds allow any
   * spread.
   *
   * @param counts values in each bin, without nulls and NaN
   * @param reference the reference's finite values, at least one
   */
  public static Wasserstein ofBins(Edges edges, TwoCounts counts, Summary reference) {
    double deviation = Math.max(reference.deviation(), LEAST_DEVIATION);
    double n = counts.referenceRows();
    double m = counts.currentRows();
    double f = 0;
    double g = 0;
    double value = 0;
    double low = 0;
    double high = 0;
    for (int bin = 0; bin < counts.bins(); bin++) {
      double nextF = f + counts.reference().at(bin) / n;
      double nextG = g + counts.current().at(bin) / m;
      double from = clamp(edges.below(bin), reference);
      double width = (clamp(edges.top(bin), reference) - from) / deviation;
      value += width * meanGap(f - g, nextF - nextG);
      low += width * Math.max(0, Math.max(f - nextG, g - nextF));
      high += width * Math.max(nextF - g, nextG - f);
      f = nextF;
      g = nextG;
    }
    // Spread evenly, the distance is within the bounds but for rounding.
    return new Wasserstein(
        Math.min(Math.max(value, low), high), new Interval(low, Math.max(low, high)));
  }

  private static double clamp(double edge, Summary reference) {
    return Math.min(Math.max(edge, reference.min()), reference.max());
  }

  /** Returns the mean of |x| where x goes evenly from a to b. */
  private static double meanGap(double a, double b) {
    double sum = Math.abs(a) + Math.abs(b);
    return sum == 0 || a * b >= 0 ? sum / 2 : (a * a + b * b) / (2 * sum);
  }
}
