package io.evenkeel.stage.feature;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;
import org.apache.spark.api.java.function.CoGroupFunction;
import org.apache.spark.sql.Row;
import org.jspecify.annotations.Nullable;

/**
 * Answers the queries of some keys out of their events, which it holds; queries pass by.
 *
 * <p>Events come in rows of group and bytes, as {@link PackEvents} packs them. A query is a row of
 * group, keys, moment, end, seen, and the start of each window. An answer has keys, moment and a
 * value for each of {@code answers}; a query that meets no event has none. Keys are compared as
 * they are: the group brings equal ones together, no more.
 *
 * @param keyForms of the keys
 * @param lags whether events can be seen some time after they happened, or be replaced
 * @param forms of an event's values
 * @param folds what is kept of events
 * @param windows number of windows, which have one end
 * @param answers what is told
 */
record AnswerHistory(
    List<Form> keyForms,
    boolean lags,
    List<Form> forms,
    List<Folded> folds,
    int windows,
    List<Told> answers)
    implements CoGroupFunction<Long, Row, Row, Row> {
  private static final long serialVersionUID = 1L;

  /** Position of a query's first key, behind its group. */
  static final int FIRST = 1;

  /**
   * A fold over a value of events.
   *
   * @param value its position; any for {@link BlockFold.Operation#EVERY}
   */
  record Folded(BlockFold.Operation operation, int value) implements java.io.Serializable {}

  /** The result of a fold over a window, by their positions. */
  record Told(int fold, int window) implements java.io.Serializable {}

  AnswerHistory {
    keyForms = new ArrayList<>(keyForms);
    forms = new ArrayList<>(forms);
    folds = new ArrayList<>(folds);
    answers = new ArrayList<>(answers);
  }

  @Override
  public Iterator<Row> call(Long group, Iterator<Row> events, Iterator<Row> queries) {
    if (!queries.hasNext() || !events.hasNext()) {
      return Collections.emptyIterator();
    }
    Map<Object, Gathered> gathered = new HashMap<>();
    while (events.hasNext()) {
      ByteBuffer packed = ByteBuffer.wrap(events.next().getAs(FIRST));
      while (packed.hasRemaining()) {
        Object key = key(i -> Packed.key(keyForms.get(i), packed));
        gathered.computeIfAbsent(key, k -> new Gathered(this)).add(packed);
      }
    }
    return new Answering(this, gathered, queries);
  }

  /** Returns a query's keys, equal to those of events just where all are equal. */
  Object key(Row query) {
    return key(i -> Packed.comparable(query.get(FIRST + i)));
  }

  private Object key(IntFunction<Object> part) {
    if (keyForms.size() == 1) {
      return part.apply(0);
    }
    Object[] parts = new Object[keyForms.size()];
    Arrays.setAll(parts, part);
    return Arrays.asList(parts);
  }

  /** Returns what a fold came to, as it is handed back. */
  @Nullable Object handedBack(int fold, @Nullable Object result) {
    BlockFold.Operation operation = folds.get(fold).operation();
    boolean value = operation == BlockFold.Operation.MIN || operation == BlockFold.Operation.MAX;
    return value && result instanceof Long ordered && form(fold) == Form.DOUBLE
        ? (Double) Form.number(ordered)
        : result;
  }

  private Form form(int fold) {
    return forms.get(folds.get(fold).value());
  }
}
