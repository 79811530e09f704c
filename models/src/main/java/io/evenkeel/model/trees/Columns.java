package io.evenkeel.model.trees;

import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/**
 * What nodes compare: each feature's key with NaN above all numbers, and once more with NaN below
 * all numbers where a node sends NaN to the side of the small ones. Rows are laid out in tiles of
 * {@value #LANES}: the keys of one column of all rows of a tile stand together.
 */
final class Columns {
  /** Rows that go through a tree together. */
  static final int LANES = 8;

  private final int width;
  private final Map<Integer, Integer> below = new HashMap<>();
  private int[] belowFeatures = {};

  Columns(int width) {
    this.width = width;
  }

  /** Returns the column of a feature in which NaN is above or below all numbers. */
  int of(int feature, boolean nanBelow) {
    if (!nanBelow) {
      return feature;
    }
    Integer known = below.get(feature);
    if (known != null) {
      return known;
    }
    int added = count();
    below.put(feature, added);
    belowFeatures = Arrays.copyOf(belowFeatures, belowFeatures.length + 1);
    belowFeatures[belowFeatures.length - 1] = feature;
    return added;
  }

  /** Returns the feature of a column. */
  int feature(int column) {
    return column < width ? column : belowFeatures[column - width];
  }

  int count() {
    return width + belowFeatures.length;
  }

  /**
   * Makes the keys of rows.
   *
   * @param rows row-major {@code [.., width]}
   * @param from first row
   * @param to row after the last
   */
  void load(FloatBuffer rows, int from, int to, int[] keys) {
    int tile = count() * LANES;
    for (int row = from; row < to; row++) {
      int at = (row - from) / LANES * tile + (row - from) % LANES;
      int start = row * width;
      for (int feature = 0; feature < width; feature++) {
        float value = rows.get(start + feature);
        keys[at + feature * LANES] = Float.isNaN(value) ? FloatKeys.NAN_ABOVE : FloatKeys.of(value);
      }
      for (int i = 0; i < belowFeatures.length; i++) {
        int key = keys[at + belowFeatures[i] * LANES];
        keys[at + (width + i) * LANES] = key == FloatKeys.NAN_ABOVE ? FloatKeys.NAN_BELOW : key;
      }
    }
  }
}
