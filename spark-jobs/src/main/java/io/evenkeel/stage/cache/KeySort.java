package io.evenkeel.stage.cache;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * Sorts entries by key, four bytes at a time: each number of the order has four bytes of a key
 * above and the entry below, so that sorting numbers sorts entries, and only entries whose four
 * bytes are the same are looked at again. Keys of one day begin alike and differ soon after. Not
 * safe between threads.
 */
final class KeySort {
  private static final VarHandle BIG_ENDIAN =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);

  /** So few are compared one by one, which also bounds how deep it goes. */
  private static final int FEW = 24;

  private static final long INDEX = 0xffff_ffffL;

  private final EntryBuffer entries;
  private final long[] order;
  private final int longest;

  /**
   * Prepares to sort in place.
   *
   * @param order entries, in the lower halves of its numbers
   * @param longest length of the longest key
   */
  KeySort(EntryBuffer entries, long[] order, int longest) {
    this.entries = entries;
    this.order = order;
    this.longest = longest;
  }

  /** Sorts a range whose keys are the same up to {@code depth}. */
  void sort(int from, int to, int depth) {
    if (to - from <= FEW) {
      insert(from, to);
      return;
    }
    boolean ended = depth >= longest;
    for (int i = from; i < to; i++) {
      int entry = (int) order[i];
      // Keys that differ in nothing but zeros at their end are told apart by their lengths.
      long word = ended ? entries.keyLength(entry) : word(entry, depth);
      order[i] = (word << Integer.SIZE) | (entry & INDEX);
    }
    Arrays.sort(order, from, to);
    if (!ended) {
      sortEqual(from, to, depth + Integer.BYTES);
    }
  }

  private void sortEqual(int from, int to, int depth) {
    int first = from;
    for (int i = from + 1; i <= to; i++) {
      if (i == to || order[i] >> Integer.SIZE != order[first] >> Integer.SIZE) {
        if (i - first > 1) {
          sort(first, i, depth);
        }
        first = i;
      }
    }
  }

  /** Returns four bytes of a key, such that signed numbers are in the order of unsigned bytes. */
  private int word(int entry, int depth) {
    int left = entries.keyLength(entry) - depth;
    int start = entries.start(entry) + depth;
    int word = 0;
    if (left >= Integer.BYTES) {
      word = (int) BIG_ENDIAN.get(entries.bytes(), start);
    } else {
      for (int i = 0; i < Integer.BYTES; i++) {
        word = (word << Byte.SIZE) | (i < left ? entries.bytes()[start + i] & 0xff : 0);
      }
    }
    return word ^ Integer.MIN_VALUE;
  }

  private void insert(int from, int to) {
    for (int i = from + 1; i < to; i++) {
      long moved = order[i];
      int place = i;
      while (place > from && compare((int) order[place - 1], (int) moved) > 0) {
        order[place] = order[place - 1];
        place--;
      }
      order[place] = moved;
    }
  }

  private int compare(int one, int other) {
    int start = entries.start(one);
    int second = entries.start(other);
    return Arrays.compareUnsigned(
        entries.bytes(),
        start,
        start + entries.keyLength(one),
        entries.bytes(),
        second,
        second + entries.keyLength(other));
  }
}
