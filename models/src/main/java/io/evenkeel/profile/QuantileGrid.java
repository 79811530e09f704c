package io.evenkeel.profile;

import java.util.Arrays;

/**
 * Freezes a feature's edges from its distinct values in ascending order. Edges are inverted-CDF
 * (type 1 of Hyndman and Fan, 1996) quantiles: of {@code N} values in order and {@code B} bins,
 * those with rank {@code ceil(kN/B)} for {@code k = 1 ... B - 1}, each once. A value that more than
 * {@code N/B} rows share gets a bin of its own, by a second edge at the greatest double below it.
 * So there are fewer than {@code 2B} edges, and where {@code b} divides {@code B}, the edges of
 * {@code b} bins are among those of {@code B}.
 *
 * <p>Values that decide no edge may be left out, see {@link #decides}.
 */
public final class QuantileGrid {
  /** How many bins a reference freezes. */
  public static final int BINS = 1000;

  private final long total;
  private final int bins;
  private double[] edges;
  private long[] upTo;
  private int size;

  /**
   * Starts an empty grid.
   *
   * @param total how many values there are, infinities included, nulls and NaN not
   * @param bins at least 1
   */
  public QuantileGrid(long total, int bins) {
    this.total = total;
    this.bins = bins;
    this.edges = new double[2 * bins];
    this.upTo = new long[2 * bins];
  }

  /**
   * Returns the grid of values in memory.
   *
   * @param values in any order; NaN is left out, infinities are not
   */
  static QuantileGrid of(double[] values, int bins) {
    double[] sorted =
        Arrays.stream(values).filter(x -> !Double.isNaN(x)).map(x -> x + 0.0).toArray();
    Arrays.sort(sorted);
    QuantileGrid grid = new QuantileGrid(sorted.length, bins);
    int from = 0;
    while (from < sorted.length) {
      int to = from + 1;
      while (to < sorted.length && sorted[to] == sorted[from]) {
        to++;
      }
      grid.add(sorted[from], to - from, from);
      from = to;
    }
    return grid;
  }

  /**
   * Tells whether a value decides an edge: {@code ceil(kN/B)} for some {@code k < B} is among its
   * ranks {@code before + 1 ... before + count}.
   */
  public boolean decides(long before, long count) {
    return quantiles(before + count) > quantiles(before);
  }

  /**
   * Takes the next distinct value.
   *
   * @param value above those before it; not NaN
   * @param count rows that have it
   * @param before rows that have a lower one
   */
  public void add(double value, long count, long before) {
    if (!decides(before, count)) {
      return;
    }
    double edge = value + 0.0;
    boolean heavy = Math.multiplyExact(count, (long) bins) > total;
    double under = Math.nextDown(edge);
    if (heavy && under != edge && (size == 0 || edges[size - 1] < under)) {
      append(under, before);
    }
    append(edge, before + count);
  }

  /** Returns the edges. */
  public Edges edges() {
    return Edges.of(Arrays.copyOf(edges, size));
  }

  /** Returns the number of values in each bin. */
  public long[] binCounts() {
    long[] counts = new long[size + 1];
    long before = 0;
    for (int i = 0; i < size; i++) {
      counts[i] = upTo[i] - before;
      before = upTo[i];
    }
    counts[size] = total - before;
    return counts;
  }

  // Of the quantiles 1 ... B - 1, how many have a rank of at most r: ceil(kN/B) <= r iff k <= rB/N.
  private long quantiles(long rank) {
    return total == 0 ? 0 : Math.min(bins - 1L, Math.multiplyExact(rank, (long) bins) / total);
  }

  private void append(double edge, long rows) {
    edges[size] = edge;
    upTo[size] = rows;
    size++;
  }
}
