package io.evenkeel.profile;

import java.io.Serializable;
import java.util.Arrays;

/**
 * Strictly ascending bin edges {@code e1 < e2 < ... < ek}; they part the line into the {@code k +
 * 1} bins {@code (-inf, e1], (e1, e2], ..., (ek, inf)}, of which the first and the last hold the
 * infinities. Never NaN; negative zero is zero. Immutable.
 */
public final class Edges implements Serializable {
  private static final long serialVersionUID = 1L;

  private final double[] edges;

  private Edges(double[] edges) {
    this.edges = edges;
  }

  /**
   * Returns a copy of {@code edges}.
   *
   * @throws IllegalArgumentException if one is NaN or not above the one before
   */
  public static Edges of(double... edges) {
    double[] copy = edges.clone();
    for (int i = 0; i < copy.length; i++) {
      copy[i] += 0.0; // -0.0 becomes 0.0: the two compare equal but have different bits
      if (Double.isNaN(copy[i]) || (i > 0 && !(copy[i - 1] < copy[i]))) {
        throw new IllegalArgumentException(
            "Edge %d is %s after %s; edges ascend strictly and are not NaN"
                .formatted(i, copy[i], i == 0 ? "nothing" : copy[i - 1]));
      }
    }
    return new Edges(copy);
  }

  /** Returns the number of edges, one less than the number of bins. */
  public int size() {
    return edges.length;
  }

  /** Returns edge {@code i}, the greatest value of bin {@code i}. */
  public double at(int i) {
    return edges[i];
  }

  /** Returns the number of bins. */
  public int bins() {
    return edges.length + 1;
  }

  /** Returns the greatest value that is too small for {@code bin}, or negative infinity. */
  public double below(int bin) {
    return bin == 0 ? Double.NEGATIVE_INFINITY : edges[bin - 1];
  }

  /** Returns the greatest value that belongs to {@code bin}, or infinity. */
  public double top(int bin) {
    return bin == edges.length ? Double.POSITIVE_INFINITY : edges[bin];
  }

  /**
   * Tells whether exactly one double belongs to {@code bin}, so that its values are all equal. The
   * first bin is an atom where its edge is negative infinity.
   */
  public boolean atom(int bin) {
    return bin == 0
        ? edges.length > 0 && edges[0] == Double.NEGATIVE_INFINITY
        : top(bin) == Math.nextUp(edges[bin - 1]);
  }

  /**
   * Returns the bin of {@code value} by bisection.
   *
   * @param value not NaN
   */
  public int binOf(double value) {
    return firstNotBelow(value, 0, edges.length);
  }

  /** Returns the first position in {@code [from, to)} whose edge is at least {@code value}. */
  int firstNotBelow(double value, int from, int to) {
    int low = from;
    int high = to;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (edges[middle] < value) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }

  /** Returns a copy as an array. */
  public double[] toArray() {
    return edges.clone();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Edges that && Arrays.equals(edges, that.edges);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(edges);
  }

  @Override
  public String toString() {
    return Arrays.toString(edges);
  }
}
