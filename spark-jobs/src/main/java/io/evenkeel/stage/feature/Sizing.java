package io.evenkeel.stage.feature;

/**
 * When the events of a key are brought together, and how many. Any values give the same results.
 *
 * @param share of events that are counted to decide, above 0 and at most 1
 * @param queries fewest queries of all keys; fewer are sent to where the events are
 * @param pairs of query and event in its window, for each event: so many are worth it for any
 *     number of queries
 * @param events of a key, about, that a task holds at most
 */
record Sizing(double share, long queries, long pairs, long events) {
  /** Events of a group of keys, about, which a task brings together. */
  static final int TOGETHER = 1 << 14;

  Sizing {
    if (!(share > 0 && share <= 1) || events < 1) {
      throw new IllegalArgumentException(
          "A share of %s is not above 0 and up to 1, or %d events are none"
              .formatted(share, events));
    }
  }

  /** Returns the values that were found to cost least. */
  static Sizing measured() {
    return new Sizing(1 / 64.0, 20_000, 16, 1 << 16);
  }
}
