package io.evenkeel.stage.feature;

import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.stream.IntStream;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.jspecify.annotations.Nullable;

/** The answers to queries that pass by, one after the other. Not thread-safe. */
final class Answering implements Iterator<Row> {
  private final AnswerHistory asked;
  private final Map<Object, Gathered> gathered;
  private final Map<Object, History> histories = new HashMap<>();
  private final Iterator<Row> queries;
  private final int[] latestFirst;
  private final List<int[]> told;
  private Optional<Row> next = Optional.empty();

  Answering(AnswerHistory asked, Map<Object, Gathered> gathered, Iterator<Row> queries) {
    this.asked = asked;
    this.gathered = gathered;
    this.queries = queries;
    this.latestFirst = new int[asked.windows()];
    this.told = IntStream.range(0, asked.windows()).mapToObj(w -> told(asked, w)).toList();
  }

  @Override
  public boolean hasNext() {
    while (next.isEmpty() && queries.hasNext()) {
      next = answer(queries.next());
    }
    return next.isPresent();
  }

  @Override
  public Row next() {
    if (!hasNext()) {
      throw new NoSuchElementException("Every query was answered");
    }
    Row row = next.orElseThrow();
    next = Optional.empty();
    return row;
  }

  private Optional<Row> answer(Row query) {
    Object key = asked.key(query);
    History history = histories.get(key);
    if (history == null) {
      Gathered events = gathered.remove(key);
      if (events == null) {
        return Optional.empty();
      }
      history = events.history();
      histories.put(key, history);
    }
    return answer(query, history);
  }

  /** Windows have one end, so each holds the next shorter one: what it adds is added to that. */
  private Optional<Row> answer(Row query, History history) {
    int keys = asked.keyForms().size();
    int moment = AnswerHistory.FIRST + keys;
    int starts = moment + 3;
    int first = keys + 1;
    @Nullable Object[] answer = new Object[first + asked.answers().size()];
    for (int i = 0; i < first; i++) {
      answer[i] = query.get(AnswerHistory.FIRST + i);
    }
    order(query, starts);
    history.ask(query.getLong(moment + 2));
    long end = query.getLong(moment + 1);
    for (int window : latestFirst) {
      long start = query.getLong(starts + window);
      history.add(start, end);
      end = Math.min(start, end);
      tell(history, window, answer, first);
    }
    return history.met() ? Optional.of(RowFactory.create(answer)) : Optional.empty();
  }

  private void order(Row query, int starts) {
    for (int i = 0; i < latestFirst.length; i++) {
      int at = i;
      while (at > 0 && query.getLong(starts + latestFirst[at - 1]) < query.getLong(starts + i)) {
        latestFirst[at] = latestFirst[at - 1];
        at--;
      }
      latestFirst[at] = i;
    }
  }

  private void tell(History history, int window, @Nullable Object[] answer, int from) {
    for (int i : told.get(window)) {
      int fold = asked.answers().get(i).fold();
      answer[from + i] = asked.handedBack(fold, history.result(fold));
    }
  }

  /** Returns which of the answers are of a window. */
  private static int[] told(AnswerHistory asked, int window) {
    return IntStream.range(0, asked.answers().size())
        .filter(i -> asked.answers().get(i).window() == window)
        .toArray();
  }
}
