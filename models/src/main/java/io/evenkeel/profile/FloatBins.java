package io.evenkeel.profile;

import java.util.Arrays;

/**
 * Counts 32-bit numbers into bins, as {@link BinTable} finds them, in half the memory and without a
 * conversion to 64. Edges are rounded down to 32 bits: a 32-bit number is above an edge exactly
 * where it is above the greatest 32-bit number that is not above that edge. The sign of the
 * distance of a value from an edge tells on which side it is: floats as near to each other as two
 * can be differ by a number that is not zero (IEEE 754 has subnormal numbers for that), and equal
 * ones by positive zero. One edge is compared where cells have no more; two where values repeat, as
 * whole numbers do, since each of these has an edge on both of its sides. What is not a plain
 * number between the outermost edges, and what is in a crowded cell, is left to the caller: those
 * cells hold {@link #ASIDE}, so that one comparison finds NaN, infinities, values out of the
 * reference's range and crowds. Immutable.
 */
final class FloatBins {
  /** Where it will do: a table is fetched into the nearest cache for each batch of a feature. */
  private static final int FEW_CELLS_PER_EDGE = 4;

  /** Fits the nearest cache for a thousand edges, beside as many counts and edges. */
  private static final int CELLS_PER_EDGE = 8;

  /** The share of edges in crowded cells, and so about that of values, that is as good as none. */
  private static final double FEW = 0.01;

  private static final char ASIDE = Character.MAX_VALUE;

  /** Where values that are left to the caller are counted until they are taken back together. */
  private static final char NOT_FOUND = 0;

  private final FloatCells cells;
  private final float[] edges;
  private final char[] first;
  private final boolean pairs;

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
    this.edges = Arrays.copyOf(rounded, rounded.length + 2);
    Arrays.fill(this.edges, rounded.length, this.edges.length, Float.POSITIVE_INFINITY);
    FloatCells small = cells(rounded, FEW_CELLS_PER_EDGE, 1);
    FloatCells single = crowds(small, rounded) ? cells(rounded, CELLS_PER_EDGE, 1) : small;
    this.pairs = crowds(single, rounded);
    this.cells = pairs ? cells(rounded, CELLS_PER_EDGE, 2) : single;
    this.first = first(rounded, cells, pairs ? 2 : 1, cells.of(atMost(min)), cells.of(atMost(max)));
  }

  private static FloatCells cells(float[] edges, int perEdge, int most) {
    return FloatCells.of(edges, Math.max(1, edges.length * perEdge), most);
  }

  private static boolean crowds(FloatCells cells, float[] edges) {
    return cells.crowded(edges, 1) > FEW * edges.length;
  }

  /**
   * Adds 1 to the bin of each of the first {@code rows} values, but for those that are left to the
   * caller.
   *
   * <p>Bins are found first and counted then: as far as the processor knows, a count may change
   * what the next look-up reads, so one loop that does both was slower.
   *
   * @param found has room for {@code rows} bins
   * @param aside has room for {@code rows} positions; the first so many are then of the values that
   *     were not counted
   * @return how many these are
   */
  int count(float[] values, int rows, long[] counts, char[] found, int[] aside) {
    int left = find(values, rows, found, aside);
    for (int i = 0; i < rows; i++) {
      counts[found[i]]++;
    }
    counts[NOT_FOUND] -= left;
    return left;
  }

  /**
   * The loop calls nothing, which keeps it in registers, and one comparison tells both that a cell
   * is one and that the table has it. Whether there is a second edge is the same for all values.
   */
  private int find(float[] values, int rows, char[] found, int[] aside) {
    boolean second = pairs;
    int left = 0;
    for (int i = 0; i < rows; i++) {
      float value = values[i];
      int cell = cells.unbounded(value);
      char bin = cell >= 0 && cell < first.length ? first[cell] : ASIDE;
      if (bin == ASIDE) {
        aside[left++] = i;
        found[i] = NOT_FOUND;
      } else {
        int below = bin + above(edges[bin], value);
        found[i] = (char) (second ? below + above(edges[bin + 1], value) : below);
      }
    }
    return left;
  }

  /** Returns 1 if {@code value} is above {@code edge}, else 0; neither is NaN. */
  private static int above(float edge, float value) {
    return Float.floatToRawIntBits(edge - value) >>> 31;
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
  private static char[] first(float[] edges, FloatCells cells, int most, int least, int greatest) {
    int[] held = cells.held(edges);
    char[] first = new char[held.length];
    int before = 0;
    for (int cell = 0; cell < held.length; cell++) {
      boolean outermost = cell <= least || cell >= greatest;
      // The last bin of a cell has to be a char, too.
      boolean aside = outermost || held[cell] > most || before + most > Character.MAX_VALUE;
      first[cell] = aside ? ASIDE : (char) before;
      before += held[cell];
    }
    return first;
  }
}
