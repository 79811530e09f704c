package io.evenkeel.stage.feature;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The events of one key in order of time, with folds of blocks of them, so that what a window folds
 * to is found in some dozens of steps however long it is. Versions that were replaced stand behind
 * those that never were: few of the former count for a query, and blocks of them can be passed over
 * as a whole. Not thread-safe.
 */
final class History {
  private final long[] times;
  private final int lasting;
  private final BlockFold[] folds;
  private final boolean[] counts;
  private final Visibility visibility;
  private long seen;
  private boolean met;

  private History(
      long[] times,
      int lasting,
      List<AnswerHistory.Folded> kept,
      List<Values> values,
      Visibility visibility) {
    this.times = times;
    this.lasting = lasting;
    this.folds = new BlockFold[kept.size()];
    this.counts = new boolean[folds.length];
    for (int i = 0; i < folds.length; i++) {
      BlockFold.Operation operation = kept.get(i).operation();
      folds[i] =
          operation == BlockFold.Operation.EVERY
              ? new EveryFold()
              : BlockFold.of(operation, values.get(kept.get(i).value()), times.length);
      counts[i] = operation == BlockFold.Operation.COUNT;
    }
    this.visibility = visibility;
  }

  /**
   * Returns the history of some events.
   *
   * @param times micros, in any order
   * @param known micros at which each can first be seen; empty if whoever looks after an event
   *     knows it
   * @param until micros from which each counts no more; as long as {@code known}
   * @param kept the folds
   * @param values of the events, which are put in order
   */
  static History of(
      long[] times,
      long[] known,
      long[] until,
      List<AnswerHistory.Folded> kept,
      List<Values> values) {
    int[] order = TimeOrder.of(times);
    int lasting = times.length;
    if (known.length > 0) {
      lasting = TimeOrder.lastingFirst(order, until);
    }
    values.forEach(column -> column.arrange(order));
    Visibility visibility =
        new Visibility(TimeOrder.arranged(known, order), TimeOrder.arranged(until, order));
    return new History(TimeOrder.arranged(times, order), lasting, kept, values, visibility);
  }

  /**
   * Forgets what was added.
   *
   * @param seenUntil what is known at or before this instant counts for what is added from now on
   */
  void ask(long seenUntil) {
    seen = seenUntil;
    met = false;
    for (BlockFold fold : folds) {
      fold.reset();
    }
  }

  /** Adds the events from {@code from}, included, to {@code to}. */
  void add(long from, long to) {
    if (from < to) {
      between(first(0, lasting, from), first(0, lasting, to));
      between(first(lasting, times.length, from), first(lasting, times.length, to));
    }
  }

  /** Tells whether any event was added. */
  boolean met() {
    return met;
  }

  /** Returns a fold of what was added, null if nothing but nulls was; a count is never null. */
  @Nullable Object result(int fold) {
    Object result = folds[fold].result();
    return result == null && counts[fold] ? (Long) 0L : result;
  }

  private int first(int low, int high, long time) {
    int from = low;
    int to = high;
    while (from < to) {
      int middle = (from + to) >>> 1;
      if (times[middle] < time) {
        from = middle + 1;
      } else {
        to = middle;
      }
    }
    return from;
  }

  private void between(int first, int end) {
    int low = first;
    int high = end;
    int level = 0;
    // Shorter by its ragged edges at each level; a long range begins and ends in different blocks.
    while (high - low >= 2 * BlockFold.FAN) {
      int up = (low + BlockFold.FAN - 1) >> BlockFold.FAN_BITS;
      int down = high >> BlockFold.FAN_BITS;
      blocks(level, low, up << BlockFold.FAN_BITS);
      blocks(level, down << BlockFold.FAN_BITS, high);
      low = up;
      high = down;
      level++;
    }
    blocks(level, low, high);
  }

  private void blocks(int level, int from, int to) {
    if (visibility.always()) {
      fold(level, from, to);
      return;
    }
    for (int i = from; i < to; i++) {
      if (visibility.all(level, i, seen)) {
        fold(level, i, i + 1);
      } else if (visibility.some(level, i, seen)) {
        blocks(level - 1, i << BlockFold.FAN_BITS, (i + 1) << BlockFold.FAN_BITS);
      }
    }
  }

  private void fold(int level, int from, int to) {
    if (from < to) {
      met = true;
      for (BlockFold fold : folds) {
        fold.add(level, from, to);
      }
    }
  }
}
