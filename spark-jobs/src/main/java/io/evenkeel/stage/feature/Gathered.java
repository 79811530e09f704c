package io.evenkeel.stage.feature;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;

/** Events of one key as they come. Not thread-safe. */
final class Gathered {
  private final AnswerHistory asked;
  private final List<Values> values;
  private long[] times = new long[0];
  private long[] known = new long[0];
  private long[] until = new long[0];
  private int size;

  Gathered(AnswerHistory asked) {
    this.asked = asked;
    this.values = asked.forms().stream().map(Values::of).toList();
  }

  /** Adds the packed event whose keys were read. */
  void add(ByteBuffer from) {
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
