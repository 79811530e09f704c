package io.evenkeel.stage.feature;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Objects;
import java.util.Queue;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.jspecify.annotations.Nullable;

/**
 * Packs events of one group that a task reads into one row, before they are shuffled: a row costs
 * more to write, read and sort than an event in it. A group is many keys, so that each of the few
 * ends to which events are added stays in the processor's caches. A task holds a bounded number of
 * bytes.
 *
 * <p>An event is a row of its group, keys, time, {@code known} and {@code until} if {@code lags},
 * and values in their forms. What comes out is rows of group and bytes, as {@link Packed} has them.
 *
 * @param groups how many there are; a group is a number below
 * @param keys forms of an event's keys
 * @param lags whether events can be seen some time after they happened, or be replaced
 * @param forms of an event's values
 */
record PackEvents(int groups, List<Form> keys, boolean lags, List<Form> forms)
    implements MapPartitionsFunction<Row, Row> {
  private static final long serialVersionUID = 1L;
  private static final int MOST_BYTES = 1 << 25;
  private static final int MOST_BYTES_OF_ONE = 1 << 18;

  /** Of which what is kept for all groups together is no more than this. */
  static final int MOST_ROOM = 2 * MOST_BYTES;

  PackEvents {
    keys = new ArrayList<>(keys);
    forms = new ArrayList<>(forms);
  }

  @Override
  public Packing call(Iterator<Row> events) {
    return new Packing(this, events);
  }

  private void pack(Row event, Packed into) {
    int ordinal = 1;
    for (Form key : keys) {
      into.key(key, event, ordinal++);
    }
    int instants = lags ? 3 : 1;
    for (int i = 0; i < instants; i++) {
      into.instant(event.getLong(ordinal++));
    }
    for (Form form : forms) {
      into.value(form, event, ordinal++);
    }
  }

  /** The rows of packed events. Not thread-safe. */
  static final class Packing implements Iterator<Row> {
    private final PackEvents how;
    private final Iterator<Row> events;
    private final @Nullable Packed[] packed;
    private final Queue<Row> ready = new ArrayDeque<>();
    private long bytes;

    Packing(PackEvents how, Iterator<Row> events) {
      this.how = how;
      this.events = events;
      this.packed = new Packed[how.groups()];
    }

    @Override
    public boolean hasNext() {
      if (ready.isEmpty()) {
        read();
      }
      return !ready.isEmpty();
    }

    private void read() {
      while (ready.isEmpty() && events.hasNext()) {
        Row event = events.next();
        int group = (int) event.getLong(0);
        Packed into = packed[group];
        if (into == null) {
          into = new Packed();
          packed[group] = into;
        }
        int before = into.size();
        how.pack(event, into);
        bytes += into.size() - before;
        if (into.size() >= MOST_BYTES_OF_ONE) {
          hand(group, into);
        }
        if (bytes >= MOST_BYTES || !events.hasNext()) {
          handAll();
        }
      }
    }

    private void handAll() {
      for (int group = 0; group < packed.length; group++) {
        Packed full = packed[group];
        if (full != null && full.size() > 0) {
          hand(group, full);
        }
      }
    }

    /** Room is kept where it is an even share: events may come group by group. */
    private void hand(int group, Packed full) {
      bytes -= full.size();
      ready.add(RowFactory.create((long) group, full.toBytes()));
      if (full.room() > MOST_ROOM / packed.length) {
        packed[group] = null;
      } else {
        full.clear();
      }
    }

    /** Returns how many bytes of memory are kept for events, but for those that are handed on. */
    long room() {
      return Arrays.stream(packed).filter(Objects::nonNull).mapToLong(Packed::room).sum();
    }

    @Override
    public Row next() {
      if (!hasNext()) {
        throw new NoSuchElementException("Every event was packed");
      }
      return ready.remove();
    }
  }
}
