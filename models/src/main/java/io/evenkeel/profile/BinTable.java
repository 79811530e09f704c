package io.evenkeel.profile;

import java.util.Arrays;

/**
 * Finds the bin of a value without a branch that depends on the value: a table of cells tells the
 * first edge that may be below it, and {@value #COMPARED} edges from there are compared by
 * arithmetic. Cells are chosen by a function that never falls as the value rises, so that edges in
 * lower cells are below the value and edges in higher cells are not. Two such functions are tried,
 * the better one stays: equal widths, and equal steps of the number's bits, which fits values of
 * many magnitudes. Cells with more edges than are compared go to {@link EdgeIndex}; edges are
 * quantiles, so the share of such edges is about the share of such values.
 *
 * <p>The bin equals that of {@link Edges#binOf} for every double but NaN. Immutable.
 */
final class BinTable {
  private static final int COMPARED = 2;
  private static final int CELLS_PER_EDGE = 8;
  private static final char CROWDED = Character.MAX_VALUE;

  private final Cells cells;
  private final long[] edges;
  private final char[] first;
  private final EdgeIndex slow;

  BinTable(Edges edges) {
    this.slow = new EdgeIndex(edges);
    this.edges = new long[edges.size() + COMPARED];
    Arrays.fill(this.edges, Long.MAX_VALUE); // above every number's key: what is beyond the last
    for (int i = 0; i < edges.size(); i++) {
      this.edges[i] = key(edges.at(i));
    }
    int size = Math.max(1, edges.size() * CELLS_PER_EDGE);
    Cells equalWidths = Cells.ofWidths(edges, size);
    Cells equalSteps = Cells.ofBits(edges, size);
    this.cells =
        crowded(edges, equalSteps) < crowded(edges, equalWidths) ? equalSteps : equalWidths;
    this.first = first(edges, cells);
  }

  /**
   * Returns the bin of {@code value}.
   *
   * @param value not NaN
   */
  int binOf(double value) {
    int start = first[cells.of(value)];
    if (start == CROWDED) {
      return slow.binOf(value);
    }
    long key = key(value);
    return start + below(edges[start], key) + below(edges[start + 1], key);
  }

  /** Returns a number whose order among whole numbers is that of {@code value} among doubles. */
  static long key(double value) {
    long bits = Double.doubleToRawLongBits(value);
    return bits ^ ((bits >> 63) & Long.MAX_VALUE);
  }

  /** Returns 1 if {@code a < b}, else 0 (Warren, Hacker's Delight 2-12, signed less-than). */
  private static int below(long a, long b) {
    return (int) (((a & ~b) | (~(a ^ b) & (a - b))) >>> 63);
  }

  private static int[] held(Edges edges, Cells cells) {
    int[] held = new int[cells.size()];
    for (int i = 0; i < edges.size(); i++) {
      held[cells.of(edges.at(i))]++;
    }
    return held;
  }

  private static int crowded(Edges edges, Cells cells) {
    return Arrays.stream(held(edges, cells)).filter(count -> count > COMPARED).sum();
  }

  private static char[] first(Edges edges, Cells cells) {
    int[] held = held(edges, cells);
    char[] first = new char[held.length];
    int before = 0;
    for (int cell = 0; cell < held.length; cell++) {
      // Positions that do not fit, too, are found the slow way.
      first[cell] = held[cell] > COMPARED || before >= CROWDED ? CROWDED : (char) before;
      before += held[cell];
    }
    return first;
  }
}
