package io.evenkeel.stage.feature;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import org.apache.spark.sql.Row;

/** Events of one key as they come. Not thread-safe. */
final class Gathered {
  private final AnswerHistory asked;
  private final Object[] key;
  private final List<Values> values;
  private long[] times = new long[0];
  private long[] known = new long[0];
  private long[] until = new long[0];
  private int size;

  /**
   * @param key of the first event
   */
  Gathered(AnswerHistory asked, Object[] key) {
    this.asked = asked;
    this.key = key;
    this.values = asked.forms().stream().map(Values::of).toList();
  }

  /** Returns the key of a row of either side. */
  static Object[] key(Row row, int first, int keys) {
    Object[] key = new Object[keys];
    for (int i = 0; i < keys; i++) {
      key[i] = row.get(first + i);
    }
    return key;
  }

  /** Tells whether a row of either side has this key. */
  boolean isOf(Row row) {
    for (int i = 0; i < key.length; i++) {
      // Text is an array of bytes.
      if (!java.util.Objects.deepEquals(key[i], row.get(asked.first() + i))) {
        return false;
      }
    }
    return true;
  }

  /** Adds packed events. */
  void add(Row packed) {
    ByteBuffer from = ByteBuffer.wrap(packed.getAs(asked.first() + key.length));
    while (from.hasRemaining()) {
      add(from);
    }
  }

  private void add(ByteBuffer from) {
    if (size == times.length) {
      times = Arrays.copyOf(times, Math.max(64, size * 2));
      if (asked.lags()) {
        known = Arrays.copyOf(known, times.length);
        until = Arrays.copyOf(until, times.length);
      }
    }
    times[size] = from.getLong();
    if (asked.lags()) {
      known[size] = from.getLong();
      until[size] = from.getLong();
    }
    for (Values column : values) {
      column.read(size, from);
    }
    size++;
  }

  /** Returns the history of what was added; nothing can be added after that. */
  History history() {
    int kept = asked.lags() ? size : 0;
    return History.of(
        Arrays.copyOf(times, size),
        Arrays.copyOf(known, kept),
        Arrays.copyOf(until, kept),
        asked.folds(),
        values);
  }
}
