package io.evenkeel.stage.feature;

import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.jspecify.annotations.Nullable;

/** The answers to queries that pass by, one after the other. Not thread-safe. */
final class Answering implements Iterator<Row> {
  private final AnswerHistory asked;
  private final List<Gathered> keys;
  private final List<History> histories;
  private final Iterator<Row> queries;
  private final int[] latestFirst;
  private Optional<Row> next = Optional.empty();

  Answering(AnswerHistory asked, List<Gathered> gathered, Iterator<Row> queries) {
    this.asked = asked;
    this.keys = gathered;
    this.histories = gathered.stream().map(Gathered::history).toList();
    this.queries = queries;
    this.latestFirst = new int[asked.windows()];
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
    for (int i = 0; i < keys.size(); i++) {
      if (keys.get(i).isOf(query)) {
        return answer(query, histories.get(i));
      }
    }
    return Optional.empty();
  }

  /** Windows have one end, so each holds the next shorter one: what it adds is added to that. */
  private Optional<Row> answer(Row query, History history) {
    int moment = asked.first() + asked.keys();
    int starts = moment + 3;
    int told = asked.keys() + 1;
    @Nullable Object[] answer = new Object[told + asked.answers().size()];
    for (int i = 0; i < told; i++) {
      answer[i] = query.get(asked.first() + i);
    }
    order(query, starts);
    history.ask(query.getLong(moment + 2));
    long end = query.getLong(moment + 1);
    for (int window : latestFirst) {
      long start = query.getLong(starts + window);
      history.add(start, end);
      end = Math.min(start, end);
      tell(history, window, answer, told);
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
    for (int i = 0; i < asked.answers().size(); i++) {
      AnswerHistory.Told told = asked.answers().get(i);
      if (told.window() == window) {
        answer[from + i] = asked.handedBack(told.fold(), history.result(told.fold()));
      }
    }
  }
}
