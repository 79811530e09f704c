package io.evenkeel.stage.feature;

import org.jspecify.annotations.Nullable;

/**
 * A fold over events that are in order of time, kept for blocks of them: level 0 are the events,
 * and block {@code b} of a level holds the {@link #FAN} blocks from {@code b * FAN} of the level
 * below. Ranges of blocks are added one after the other and the result is read. Not thread-safe.
 */
abstract class BlockFold {
  /** Bits of {@link #FAN}. */
  static final int FAN_BITS = 4;

  /** Blocks in a block of the next level. */
  static final int FAN = 1 << FAN_BITS;

  /** What is made of two values. */
  enum Operation {
    /** How many there are, null or not. */
    EVERY,
    /** How many are not null. */
    COUNT,
    /** Exact; longs that overflow are an error, decimals of over 38 digits are null. */
    SUM,
    MIN,
    MAX
  }

  /** Returns the fold of some events' values. */
  static BlockFold of(Operation operation, Values values, int size) {
    BlockFold fold;
    if (operation == Operation.COUNT) {
      fold = new WholeFold(Operation.SUM, counts(values, size));
    } else if (values instanceof Values.Longs longs) {
      fold = new WholeFold(operation, longs);
    } else if (values instanceof DecimalValues decimals) {
      Values.Objects large = decimals.others();
      fold = large == null ? new DecimalFold(operation, decimals) : new OtherFold(operation, large);
    } else {
      fold = new OtherFold(operation, (Values.Objects) values);
    }
    for (int level = 0, blocks = size; blocks >= 2 * FAN; level++) {
      blocks >>= FAN_BITS;
      fold.build(level, blocks);
    }
    return fold;
  }

  private static Values.Longs counts(Values values, int size) {
    Values.Longs counts = new Values.Longs();
    counts.values = new long[size];
    counts.some = new boolean[size];
    for (int i = 0; i < size; i++) {
      boolean some = values.isValue(i);
      counts.values[i] = some ? 1 : 0;
      counts.some[i] = some;
    }
    return counts;
  }

  private void build(int level, int blocks) {
    grow(blocks);
    for (int block = 0; block < blocks; block++) {
      reset();
      add(level, block << FAN_BITS, (block + 1) << FAN_BITS);
      store(level + 1, block);
    }
  }

  /** Adds a level. */
  abstract void grow(int blocks);

  /** Keeps the result as that of a block. */
  abstract void store(int level, int block);

  /** Forgets what was added. */
  abstract void reset();

  /** Adds the blocks from {@code from}, included, to {@code to}. */
  abstract void add(int level, int from, int to);

  /** Returns the result, null if nothing but nulls was added. */
  abstract @Nullable Object result();
}
