package io.evenkeel.stage.feature;

import java.util.ArrayList;
import java.util.List;

/**
 * When the events of a history, and blocks of them as {@link BlockFold} makes, can be seen: bounds
 * of the instants at which they become known and are replaced. Immutable, but for its arrays.
 */
final class Visibility {
  private final List<long[]> firstKnown = new ArrayList<>();
  private final List<long[]> lastKnown = new ArrayList<>();
  private final List<long[]> firstUntil = new ArrayList<>();
  private final List<long[]> lastUntil = new ArrayList<>();
  private final boolean always;

  /**
   * @param known micros, of events in the order of their history; empty if all can be seen always
   * @param until micros, as long as {@code known}
   */
  Visibility(long[] known, long[] until) {
    always = known.length == 0;
    firstKnown.add(known);
    lastKnown.add(known);
    firstUntil.add(until);
    lastUntil.add(until);
    int blocks = known.length;
    for (int level = 0; blocks >= 2 * BlockFold.FAN; level++) {
      blocks >>= BlockFold.FAN_BITS;
      firstKnown.add(bounds(firstKnown.get(level), blocks, false));
      lastKnown.add(bounds(lastKnown.get(level), blocks, true));
      firstUntil.add(bounds(firstUntil.get(level), blocks, false));
      lastUntil.add(bounds(lastUntil.get(level), blocks, true));
    }
  }

  private static long[] bounds(long[] below, int blocks, boolean greatest) {
    long[] bounds = new long[blocks];
    for (int block = 0; block < blocks; block++) {
      int start = block << BlockFold.FAN_BITS;
      long bound = below[start];
      for (int i = start + 1; i < start + BlockFold.FAN; i++) {
        bound = greatest ? Math.max(bound, below[i]) : Math.min(bound, below[i]);
      }
      bounds[block] = bound;
    }
    return bounds;
  }

  /** Tells whether there is nothing to tell apart. */
  boolean always() {
    return always;
  }

  /** Tells whether all events of a block count for who knows what is known at {@code seen}. */
  boolean all(int level, int block, long seen) {
    return lastKnown.get(level)[block] <= seen && firstUntil.get(level)[block] > seen;
  }

  /** Tells whether some event of a block may count; of level 0, whether the event does. */
  boolean some(int level, int block, long seen) {
    return firstKnown.get(level)[block] <= seen && lastUntil.get(level)[block] > seen;
  }
}
