package io.evenkeel.profile;

import java.util.Arrays;

/**
 * A function from 32-bit numbers to cells 0 to {@code size - 1} that never falls as the number
 * rises, rounding included; {@link Cells} in 32 bits. To widen each number instead would make every
 * step of a loop wait for the one before, because the processor's conversion keeps half of the
 * register that it writes. Immutable.
 *
 * @param byBits cells are equal steps of {@link #key}, else equal widths
 * @param origin where the first cell starts, for equal widths
 * @param perUnit cells in one unit, for equal widths
 * @param least half of the key where the first cell starts, for equal steps
 * @param shift binary logarithm of a step, of halved keys
 */
record FloatCells(boolean byBits, int size, float origin, float perUnit, int least, int shift) {
  /** Returns the kind of cells that leaves fewer edges in cells with more than {@code most}. */
  static FloatCells of(float[] edges, int size, int most) {
    FloatCells widths = ofWidths(edges, size);
    FloatCells steps = ofBits(edges, size);
    return steps.crowded(edges, most) < widths.crowded(edges, most) ? steps : widths;
  }

  private static FloatCells ofWidths(float[] edges, int size) {
    float from = leastFinite(edges);
    float span = greatestFinite(edges) - from;
    float scale = size / span;
    // A span of zero, or beyond the range of float, leaves one cell.
    float perUnit = Float.isFinite(scale) && Float.isFinite(span) ? scale : 0;
    // Any origin keeps the order; a subnormal one would slow every subtraction down.
    float origin = Math.abs(from) < Float.MIN_NORMAL ? 0 : from;
    return new FloatCells(false, size, origin, perUnit, 0, 0);
  }

  private static FloatCells ofBits(float[] edges, int size) {
    // Halved, so that no difference of two keys overflows.
    int least = key(leastFinite(edges)) >> 1;
    int greatest = key(greatestFinite(edges)) >> 1;
    int shift = 0;
    while (((greatest - least) >> shift) >= size) {
      shift++;
    }
    return new FloatCells(true, size, 0, 0, least, shift);
  }

  /** Returns the cell of a value; NaN is in the first or in the last one. */
  int of(float value) {
    return Math.min(Math.max(unbounded(value), 0), size - 1);
  }

  /**
   * Returns the cell of a value, if cells went on in both directions; NaN is in the first one, or
   * beyond the first or the last.
   */
  int unbounded(float value) {
    // The cast takes what is beyond an int to its ends; infinity times 0 is NaN, and goes to 0.
    return byBits ? ((key(value) >> 1) - least) >> shift : (int) ((value - origin) * perUnit);
  }

  /** Returns a number whose order among whole numbers is that of {@code value} among floats. */
  static int key(float value) {
    int bits = Float.floatToRawIntBits(value);
    return bits ^ ((bits >> 31) & Integer.MAX_VALUE);
  }

  /** Returns how many edges are in each cell. */
  int[] held(float[] edges) {
    int[] held = new int[size];
    for (float edge : edges) {
      held[of(edge)]++;
    }
    return held;
  }

  /** Returns how many edges are in cells with more than {@code most}. */
  int crowded(float[] edges, int most) {
    return Arrays.stream(held(edges)).filter(count -> count > most).sum();
  }

  private static float leastFinite(float[] edges) {
    for (float edge : edges) {
      if (Float.isFinite(edge)) {
        return edge;
      }
    }
    return 0;
  }

  private static float greatestFinite(float[] edges) {
    for (int i = edges.length - 1; i >= 0; i--) {
      if (Float.isFinite(edges[i])) {
        return edges[i];
      }
    }
    return 0;
  }
}
