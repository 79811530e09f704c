package io.evenkeel.stage.feature;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import org.apache.spark.api.java.function.CoGroupFunction;
import org.apache.spark.sql.Row;
import org.jspecify.annotations.Nullable;

/**
 * Answers the queries of some keys out of their events, which it holds; queries pass by.
 *
 * <p>Events come in rows of keys and bytes, as {@link PackEvents} packs them. A query is a row of
 * keys, moment, end, seen, and the start of each window. An answer has keys, moment and a value for
 * each of {@code answers}; a query that meets no event has none. Keys are compared as they are: the
 * group brings equal ones together, no more.
 *
 * @param first position of the first of these columns in a row of either
 * @param keys number of keys
 * @param lags whether events can be seen some time after they happened, or be replaced
 * @param forms of an event's values
 * @param folds what is kept of events
 * @param windows number of windows, which have one end
 * @param answers what is told
 */
record AnswerHistory(
    int first,
    int keys,
    boolean lags,
    List<Form> forms,
    List<Folded> folds,
    int windows,
    List<Told> answers)
    implements CoGroupFunction<Long, Row, Row, Row> {
  private static final long serialVersionUID = 1L;

  /**
   * A fold over a value of events.
   *
   * @param value its position; any for {@link BlockFold.Operation#EVERY}
   */
  record Folded(BlockFold.Operation operation, int value) implements java.io.Serializable {}

  /** The result of a fold over a window, by their positions. */
  record Told(int fold, int window) implements java.io.Serializable {}

  AnswerHistory {
    forms = new ArrayList<>(forms);
    folds = new ArrayList<>(folds);
    answers = new ArrayList<>(answers);
  }

  @Override
  public Iterator<Row> call(Long group, Iterator<Row> events, Iterator<Row> queries) {
    if (!queries.hasNext() || !events.hasNext()) {
      return Collections.emptyIterator();
    }
    List<Gathered> gathered = new ArrayList<>();
    while (events.hasNext()) {
      Row event = events.next();
      of(event, gathered).add(event);
    }
    return new Answering(this, gathered, queries);
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

  private Gathered of(Row event, List<Gathered> gathered) {
    for (Gathered one : gathered) {
      if (one.isOf(event)) {
        return one;
      }
    }
    Gathered added = new Gathered(this, Gathered.key(event, first, keys));
    gathered.add(added);
    return added;
  }
}
