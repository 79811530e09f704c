package io.evenkeel.profile;

/**
 * Finds the bin of a value through a table of equally wide cells; where edges crowd into one cell,
 * through a finer table of that cell, and so on. The cell of a value is a function that never falls
 * as the value rises, rounding included, and edges are placed by the same function: edges in lower
 * cells are below the value, edges in higher cells above it. So the bin equals that of {@link
 * Edges#binOf} for every double but NaN. Immutable.
 */
final class EdgeIndex {
  private static final int CELLS_PER_EDGE = 4;
  private static final int CROWD = 6;

  private final Edges edges;
  private final double origin;
  private final double cellsPerUnit;
  private final int lastCell;
  // first[c] is the position of the first edge not in a cell before c; one more entry ends the
  // last.
  private final int[] first;
  // Set for crowded cells alone.
  private final EdgeIndex[] finer;

  EdgeIndex(Edges edges) {
    this(edges, 0, edges.size());
  }

  private EdgeIndex(Edges edges, int from, int to) {
    this.edges = edges;
    this.lastCell = Math.max(1, (to - from) * CELLS_PER_EDGE) - 1;
    double least = finite(edges, from, to, 1);
    double span = finite(edges, to - 1, from - 1, -1) - least;
    double scale = (lastCell + 1) / span;
    // A span of zero, or beyond the range of double, leaves one cell: bisection alone.
    this.cellsPerUnit = Double.isFinite(scale) && Double.isFinite(span) ? scale : 0;
    // Any origin keeps the order; a subnormal one would slow every subtraction down.
    this.origin = Math.abs(least) < Double.MIN_NORMAL ? 0 : least;
    this.first = new int[lastCell + 2];
    for (int i = from; i < to; i++) {
      first[cell(edges.at(i)) + 1]++;
    }
    first[0] = from;
    for (int cell = 0; cell <= lastCell; cell++) {
      first[cell + 1] += first[cell];
    }
    this.finer = new EdgeIndex[lastCell + 1];
    for (int cell = 0; cell <= lastCell; cell++) {
      if (crowded(cell)) {
        finer[cell] = new EdgeIndex(edges, first[cell], first[cell + 1]);
      }
    }
  }

  /**
   * Returns the bin of {@code value}.
   *
   * @param value not NaN
   */
  int binOf(double value) {
    int cell = cell(value);
    return crowded(cell)
        ? finer[cell].binOf(value)
        : edges.firstNotBelow(value, first[cell], first[cell + 1]);
  }

  /** A cell that holds all there is cannot be parted further. */
  private boolean crowded(int cell) {
    int held = first[cell + 1] - first[cell];
    return held > CROWD && held < first[lastCell + 1] - first[0];
  }

  private int cell(double value) {
    // The cast takes what is beyond an int to its ends; infinity times 0 is NaN, and goes to 0.
    return Math.min(Math.max((int) ((value - origin) * cellsPerUnit), 0), lastCell);
  }

  private static double finite(Edges edges, int from, int end, int step) {
    for (int i = from; i != end; i += step) {
      if (Double.isFinite(edges.at(i))) {
        return edges.at(i);
      }
    }
    return 0;
  }
}
