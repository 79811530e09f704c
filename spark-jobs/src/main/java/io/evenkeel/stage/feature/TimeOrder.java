package io.evenkeel.stage.feature;

import java.util.Arrays;

/** Orders events by time, without objects for them. */
final class TimeOrder {
  private static final int BITS = 8;
  private static final int DIGITS = 1 << BITS;

  private TimeOrder() {}

  /** Returns the positions of {@code times} in ascending order, equal ones in the order given. */
  static int[] of(long[] times) {
    int size = times.length;
    int[] order = new int[size];
    Arrays.setAll(order, i -> i);
    long same = -1L;
    for (long time : times) {
      same &= ~(time ^ times[0]);
    }
    int[] next = new int[size];
    // Digit by digit from the lowest; most digits of instants in one year are the same.
    for (int shift = 0; shift < Long.SIZE; shift += BITS) {
      if ((same >>> shift & (DIGITS - 1)) != DIGITS - 1) {
        pass(times, order, next, shift);
        int[] done = next;
        next = order;
        order = done;
      }
    }
    return order;
  }

  private static void pass(long[] times, int[] from, int[] to, int shift) {
    int[] starts = new int[DIGITS + 1];
    for (long time : times) {
      starts[digit(time, shift) + 1]++;
    }
    for (int i = 0; i < DIGITS; i++) {
      starts[i + 1] += starts[i];
    }
    for (int i : from) {
      to[starts[digit(times[i], shift)]++] = i;
    }
  }

  private static int digit(long time, int shift) {
    // As if unsigned, so that instants before 1970 come first.
    return (int) ((time ^ Long.MIN_VALUE) >>> shift) & (DIGITS - 1);
  }

  /**
   * Puts positions whose {@code until} is {@link Long#MAX_VALUE} before the others, each in the
   * order they have.
   *
   * @return how many come first
   */
  static int lastingFirst(int[] order, long[] until) {
    int[] others = new int[order.length];
    int first = 0;
    int behind = 0;
    for (int i : order) {
      if (until[i] == Long.MAX_VALUE) {
        order[first++] = i;
      } else {
        others[behind++] = i;
      }
    }
    System.arraycopy(others, 0, order, first, behind);
    return first;
  }

  /** Returns {@code values[order[i]]} at {@code i}; nothing of no values. */
  static long[] arranged(long[] values, int[] order) {
    long[] arranged = new long[values.length];
    for (int i = 0; i < values.length; i++) {
      arranged[i] = values[order[i]];
    }
    return arranged;
  }
}
