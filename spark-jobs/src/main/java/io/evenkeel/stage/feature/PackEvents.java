package io.evenkeel.stage.feature;

import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Queue;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;

/**
 * Packs events of one key that a task reads into one row, before they are shuffled: a row costs
 * more to write, read and sort than an event in it. A task holds a bounded number of bytes.
 *
 * <p>An event is a row of keys, time, {@code known} and {@code until} if {@code lags}, and values
 * in their forms. What comes out is rows of keys and bytes, as {@link Packed} has them.
 *
 * @param keys number of keys
 * @param lags whether events can be seen some time after they happened, or be replaced
 * @param forms of an event's values
 */
record PackEvents(int keys, boolean lags, List<Form> forms)
    implements MapPartitionsFunction<Row, Row> {
  private static final long serialVersionUID = 1L;
  private static final int MOST_KEYS = 1 << 16;
  private static final int MOST_BYTES = 1 << 25;
  private static final int MOST_BYTES_OF_ONE = 1 << 18;

  PackEvents {
    forms = new ArrayList<>(forms);
  }

  @Override
  public Iterator<Row> call(Iterator<Row> events) {
    return new Packing(this, events);
  }

  private void pack(Row event, Packed into) {
    int ordinal = keys;
    int instants = lags ? 3 : 1;
    for (int i = 0; i < instants; i++) {
      into.instant(event.getLong(ordinal++));
    }
    for (Form form : forms) {
      into.value(form, event, ordinal++);
    }
  }

  private Row row(Object key, Packed packed) {
    Object[] row = new Object[keys + 1];
    List<?> parts = key instanceof List<?> several ? several : List.of(key);
    for (int i = 0; i < keys; i++) {
      row[i] = parts.get(i) instanceof ByteBuffer text ? bytes(text) : parts.get(i);
    }
    row[keys] = packed.toBytes();
    return RowFactory.create(row);
  }

  private static byte[] bytes(ByteBuffer text) {
    byte[] bytes = new byte[text.remaining()];
    text.duplicate().get(bytes);
    return bytes;
  }

  /** Returns what equals the key of another row just where the keys are equal. */
  private Object key(Row event) {
    if (keys == 1) {
      return comparable(event.get(0));
    }
    Object[] key = new Object[keys];
    Arrays.setAll(key, i -> comparable(event.get(i)));
    return Arrays.asList(key);
  }

  private static Object comparable(Object key) {
    return key instanceof byte[] text ? ByteBuffer.wrap(text) : key;
  }

  private static final class Packing implements Iterator<Row> {
    private final PackEvents how;
    private final Iterator<Row> events;
    private final Map<Object, Packed> packed = new HashMap<>();
    private final Queue<Row> ready = new ArrayDeque<>();

    Packing(PackEvents how, Iterator<Row> events) {
      this.how = how;
      this.events = events;
    }

    @Override
    public boolean hasNext() {
      if (ready.isEmpty()) {
        read();
      }
      return !ready.isEmpty();
    }

    private void read() {
      long bytes = 0;
      while (ready.isEmpty() && events.hasNext()) {
        Row event = events.next();
        Object key = how.key(event);
        Packed into = packed.computeIfAbsent(key, k -> new Packed());
        int before = into.size();
        how.pack(event, into);
        bytes += into.size() - before;
        if (into.size() >= MOST_BYTES_OF_ONE) {
          ready.add(how.row(key, into));
          packed.remove(key);
        }
        if (packed.size() >= MOST_KEYS || bytes >= MOST_BYTES || !events.hasNext()) {
          packed.forEach((k, p) -> ready.add(how.row(k, p)));
          packed.clear();
        }
      }
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
