package io.evenkeel.profile;

import java.util.Arrays;

/**
 * Counts 32-bit numbers into bins, as {@link BinTable} finds them, in half the memory and without a
 * conversion to 64. Edges are rounded down to 32 bits: a 32-bit number is above an edge exactly
 * where it is above the greatest 32-bit number that is not above that edge. What is not a plain
 * number between the outermost edges, and what is in a crowded cell, is left to the caller: those
 * cells hold {@link #ASIDE}, so that one comparison finds NaN, infinities, values out of the
 * reference's range and crowds. Immutable.
 */
final class FloatBins {
  private static final int COMPARED = 2;
  private static final int CELLS_PER_EDGE = 8;
  private static final char ASIDE = Character.MAX_VALUE;

  private final FloatCells cells;
  private final int[] edges;
  private final char[] first;

  /**
   * A table of edges.
   *
   * @param min the reference's least finite value, or negative infinity
   * @param max its greatest finite value, or infinity
   */
  FloatBins(Edges edges, double min, double max) {
    this.edges = new int[edges.size() + COMPARED];
    Arrays.fill(this.edges, Integer.MAX_VALUE); // above every number's key
    float[] rounded = new float[edges.size()];
    for (int i = 0; i < rounded.length; i++) {
      rounded[i] = atMost(edges.at(i));
      this.edges[i] = FloatCells.key(rounded[i]);
    }
    this.cells = FloatCells.of(rounded, Math.max(1, rounded.length * CELLS_PER_EDGE), COMPARED);
    this.first = first(rounded, cells, cells.of(atMost(min)), cells.of(atMost(max)));
  }

  /**
   * Adds 1 to the bin of each of the values at the first {@code rows} of {@code positions}, but for
   * those that are left to the caller. The loop calls nothing, which keeps it in registers.
   *
   * @param aside has room for {@code rows} positions; the first so many are then of the values that
   *     were not counted
   * @return how many these are
   */
  int count(float[] values, int[] positions, int rows, long[] counts, int[] aside) {
    int left = 0;
    for (int i = 0; i < rows; i++) {
      int position = positions[i];
      float value = values[position];
      int start = first[cells.of(value)];
      if (start == ASIDE) {
        aside[left++] = position;
      } else {
        int key = FloatCells.key(value);
        counts[start + below(edges[start], key) + below(edges[start + 1], key)]++;
      }
    }
    return left;
  }

  /** Returns the greatest 32-bit number that is not above {@code edge}. */
  private static float atMost(double edge) {
    float nearest = (float) edge;
    return nearest > edge ? Math.nextDown(nearest) : nearest;
  }

  /** Returns 1 if {@code a < b}, else 0. */
  private static int below(int a, int b) {
    return (int) (((long) a - b) >>> 63);
  }

  /**
   * NaN, which is in the first cell or in the last one, and what is beyond the reference's extremes
   * is in the cell of the least value and before, or in that of the greatest one and after.
   */
  private static char[] first(float[] edges, FloatCells cells, int least, int greatest) {
    int[] held = cells.held(edges);
    char[] first = new char[held.length];
    int before = 0;
    for (int cell = 0; cell < held.length; cell++) {
      boolean outermost = cell <= least || cell >= greatest;
      boolean aside = outermost || held[cell] > COMPARED || before >= ASIDE;
      first[cell] = aside ? ASIDE : (char) before;
      before += held[cell];
    }
    return first;
  }
}
