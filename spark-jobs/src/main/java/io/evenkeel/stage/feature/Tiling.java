package io.evenkeel.stage.feature;

/**
 * When tiles are worth building, and how they are cut. Any values give the same results.
 *
 * @param queries fewest queries of a key for which it gets tiles
 * @param events fewest events of a key in the longest window for which it gets tiles
 * @param perTile events that a tile of the lowest level holds at most on average, at least 1
 * @param fanBits a tile holds {@code 2^fanBits} tiles of the level below, from 1 to 8
 */
record Tiling(long queries, long events, int perTile, int fanBits) {
  Tiling {
    if (queries < 1 || events < 1 || perTile < 1) {
      throw new IllegalArgumentException(
          "Keys need %d queries and %d events, tiles hold %d; each is at least 1"
              .formatted(queries, events, perTile));
    }
    if (fanBits < 1 || fanBits > 8) {
      throw new IllegalArgumentException(
          "A tile holds 2^%d of the level below; possible are 1 to 8".formatted(fanBits));
    }
  }

  /** Returns the values that were found to cost least. */
  static Tiling measured() {
    return new Tiling(4, 64, 16, 4);
  }
}
