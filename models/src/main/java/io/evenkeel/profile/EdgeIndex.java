package io.evenkeel.profile;

/**
 * Finds the bin of a value through a table of equally wide cells, in constant time where the edges
 * are spread evenly, and by bisection among a cell's edges where they crowd. The cell of a value is
 * a function that never falls as the value rises, rounding included, and edges are placed by the
 * same function: edges in lower cells are below the value, edges in higher cells above it. So the
 * bin equals that of {@link Edges#binOf} for every double but NaN.
 */
final class EdgeIndex {
  private static final int CELLS_PER_EDGE = 4;

  private final Edges edges;
  private final double origin;
  private final double cellsPerUnit;
  private final int lastCell;
  // first[c] is the number of edges in cells before c; one more entry closes the last cell.
  private final int[] first;

  EdgeIndex(Edges edges) {
    this.edges = edges;
    double least = finiteEdge(edges, 1);
    double span = finiteEdge(edges, -1) - least;
    this.lastCell = Math.max(1, edges.size() * CELLS_PER_EDGE) - 1;
    this.origin = least;
    double scale = (lastCell + 1) / span;
    // A span of zero, or beyond the range of double, leaves one cell: bisection alone.
    this.cellsPerUnit = Double.isFinite(scale) && Double.isFinite(span) ? scale : 0;
    this.first = new int[lastCell + 2];
    for (int i = 0; i < edges.size(); i++) {
      first[cell(edges.at(i)) + 1]++;
    }
    for (int cell = 0; cell <= lastCell; cell++) {
      first[cell + 1] += first[cell];
    }
  }

  /**
   * Returns the bin of {@code value}.
   *
   * @param value not NaN
   */
  int binOf(double value) {
    int cell = cell(value);
    return edges.firstNotBelow(value, first[cell], first[cell + 1]);
  }

  private int cell(double value) {
    // The cast takes what is beyond an int to its ends; infinity times 0 is NaN, and goes to 0.
    return Math.min(Math.max((int) ((value - origin) * cellsPerUnit), 0), lastCell);
  }

  private static double finiteEdge(Edges edges, int step) {
    for (int i = step > 0 ? 0 : edges.size() - 1; i >= 0 && i < edges.size(); i += step) {
      if (Double.isFinite(edges.at(i))) {
        return edges.at(i);
      }
    }
    return 0;
  }
}
