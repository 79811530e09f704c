package io.evenkeel.profile;

/**
 * A function from numbers to cells 0 to {@code size - 1} that never falls as the number rises,
 * rounding included. Immutable.
 *
 * @param byBits cells are equal steps of {@link BinTable#key}, else equal widths
 * @param origin where the first cell starts, for equal widths
 * @param perUnit cells in one unit, for equal widths
 * @param least the key where the first cell starts, for equal steps
 * @param shift binary logarithm of a step
 */
record Cells(boolean byBits, int size, double origin, double perUnit, long least, int shift) {
  /** Parts the span from the least to the greatest finite edge into cells of equal width. */
  static Cells ofWidths(Edges edges, int size) {
    double from = leastFinite(edges);
    double span = greatestFinite(edges) - from;
    double scale = size / span;
    // A span of zero, or beyond the range of double, leaves one cell.
    double perUnit = Double.isFinite(scale) && Double.isFinite(span) ? scale : 0;
    // Any origin keeps the order; a subnormal one would slow every subtraction down.
    double origin = Math.abs(from) < Double.MIN_NORMAL ? 0 : from;
    return new Cells(false, size, origin, perUnit, 0, 0);
  }

  /** Parts the keys from the least to the greatest finite edge into steps of a power of two. */
  static Cells ofBits(Edges edges, int size) {
    // Halved, so that no difference of two keys overflows.
    long least = BinTable.key(leastFinite(edges)) >> 1;
    long greatest = BinTable.key(greatestFinite(edges)) >> 1;
    int shift = 0;
    while (((greatest - least) >> shift) >= size) {
      shift++;
    }
    return new Cells(true, size, 0, 0, least, shift);
  }

  /**
   * Returns the cell of {@code value}.
   *
   * @param value not NaN
   */
  int of(double value) {
    if (byBits) {
      long steps = ((BinTable.key(value) >> 1) - least) >> shift;
      return (int) Math.min(Math.max(steps, 0), size - 1);
    }
    // The cast takes what is beyond an int to its ends; infinity times 0 is NaN, and goes to 0.
    return Math.min(Math.max((int) ((value - origin) * perUnit), 0), size - 1);
  }

  private static double leastFinite(Edges edges) {
    for (int i = 0; i < edges.size(); i++) {
      if (Double.isFinite(edges.at(i))) {
        return edges.at(i);
      }
    }
    return 0;
  }

  private static double greatestFinite(Edges edges) {
    for (int i = edges.size() - 1; i >= 0; i--) {
      if (Double.isFinite(edges.at(i))) {
        return edges.at(i);
      }
    }
    return 0;
  }
}
