package io.evenkeel.profile;

import java.util.Arrays;

/**
 * Counts 32-bit numbers into bins, as {@link BinTable} finds them, in half the memory and without a
 * conversion to 64. Edges are rounded down to 32 bits: a 32-bit number is above an edge exactly
 * where it is above the greatest 32-bit number that is not above that edge. A cell holds at most
 * one edge, and the sign of its distance from a value tells on which side that is: floats as near
 * to each other as two can be differ by a number that is not zero (IEEE 754 has subnormal numbers
 * for that), and equal ones by positive zero. What is not a plain number between the outermost
 * edges, and what is in a crowded cell, is left to the caller: those cells hold {@link #ASIDE}, so
 * that one comparison finds NaN, infinities, values out of the reference's range and crowds.
 * Immutable.
 */
final class FloatBins {
  /** Fits the nearest cache for a thousand edges, beside as many counts and edges. */
  private static final int CELLS_PER_EDGE = 8;

  /** Where the edges are so uneven that some cells are crowded, cells may be that many more. */
  private static final int MOST_CELLS_PER_EDGE = 32;

  /** The share of edges in crowded cells, and so about that of values, that is as good as none. */
  private static final double FEW = 0.01;

  private static final char ASIDE = Character.MAX_VALUE;

  private final FloatCells cells;
  private final float[] edges;
  private final char[] first;

  /**
   * A table of edges.
   *
   * @param min the reference's least finite value, or negative infinity
   * @param max its greatest finite value, or infinity
   */
  FloatBins(Edges edges, double min, double max) {
    float[] rounded = new float[edges.size()];
    for (int i = 0; i < rounded.length; i++) {
      rounded[i] = atMost(edges.at(i));
    }
    this.edges = Arrays.copyOf(rounded, rounded.length + 1);
    this.edges[rounded.length] = Float.POSITIVE_INFINITY; // which no number is above
    this.cells = cells(rounded);
    this.first = first(rounded, cells, cells.of(atMost(min)), cells.of(atMost(max)));
  }

  private static FloatCells cells(float[] edges) {
    int atLeast = Math.max(1, edges.length);
    FloatCells cells = FloatCells.of(edges, atLeast * CELLS_PER_EDGE);
    for (int more = 2 * CELLS_PER_EDGE;
        more <= MOST_CELLS_PER_EDGE && cells.crowded(edges) > FEW * edges.length;
        more *= 2) {
      cells = FloatCells.of(edges, atLeast * more);
    }
    return cells;
  }

  /**
   * Adds 1 to the bin of each of the first {@code rows} values, but for those that are left to the
   * caller. The loop calls nothing, which keeps it in registers, and one comparison tells both that
   * a cell is one and that the table has it.
   *
   * @param aside has room for {@code rows} positions; the first so many are then of the values that
   *     were not counted
   * @return how many these are
   */
  int count(float[] values, int rows, long[] counts, int[] aside) {
    int left = 0;
    for (int i = 0; i < rows; i++) {
      float value = values[i];
      int cell = cells.unbounded(value);
      char bin = cell >= 0 && cell < first.length ? first[cell] : ASIDE;
      if (bin == ASIDE) {
        aside[left++] = i;
      } else {
        counts[bin + (Float.floatToRawIntBits(edges[bin] - value) >>> 31)]++;
      }
    }
    return left;
  }

  /** Returns the greatest 32-bit number that is not above {@code edge}. */
  private static float atMost(double edge) {
    float nearest = (float) edge;
    return nearest > edge ? Math.nextDown(nearest) : nearest;
  }

  /**
   * NaN, which is in the first cell or in none, and what is beyond the reference's extremes is in
   * the cell of the least value and before, or in that of the greatest one and after.
   */
  private static char[] first(float[] edges, FloatCells cells, int least, int greatest) {
    int[] held = cells.held(edges);
    char[] first = new char[held.length];
    int before = 0;
    for (int cell = 0; cell < held.length; cell++) {
      boolean outermost = cell <= least || cell >= greatest;
      boolean aside = outermost || held[cell] > 1 || before >= ASIDE;
      first[cell] = aside ? ASIDE : (char) before;
      before += held[cell];
    }
    return first;
  }
}
