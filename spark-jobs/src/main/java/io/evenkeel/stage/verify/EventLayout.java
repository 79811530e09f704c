package io.evenkeel.stage.verify;

import io.evenkeel.feature.Source;
import io.evenkeel.feature.oracle.OracleEvent;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.sql.Row;

/**
 * Where a row that was read of a source holds what: event time, known at, condition, then keys,
 * dedup key and values.
 *
 * @param keys names of the source's keys
 * @param dedup SQL expressions
 * @param values SQL expressions of arguments and orders, each once
 */
record EventLayout(
    EventReading reading, List<String> keys, List<String> dedup, List<String> values) {
  private static final int FIRST_KEY = 3;

  static EventLayout of(EventReading reading) {
    LinkedHashSet<String> values = new LinkedHashSet<>(reading.arguments().values());
    reading.orders().values().forEach(values::addAll);
    return new EventLayout(
        reading,
        List.copyOf(reading.source().keys().keySet()),
        reading.source().dedup().map(Source.Dedup::key).orElse(List.of()).stream()
            .distinct()
            .toList(),
        List.copyOf(values));
  }

  /** Returns the column of a key. */
  static String key(String name) {
    return "__key_" + name;
  }

  /** Returns the column of the i-th part of the dedup key. */
  static String dedup(int i) {
    return "__dedup_" + i;
  }

  /** Returns the event that a row describes. */
  OracleEvent event(Row row) {
    Map<String, Object> keysFound = new HashMap<>();
    for (int i = 0; i < keys.size(); i++) {
      String name = keys.get(i);
      at(row, FIRST_KEY + i).ifPresent(value -> keysFound.put(name, value));
    }
    List<Optional<Object>> identity = new ArrayList<>();
    for (int i = 0; i < dedup.size(); i++) {
      identity.add(at(row, FIRST_KEY + keys.size() + i));
    }
    Map<String, Object> arguments = new HashMap<>();
    reading
        .arguments()
        .forEach((name, sql) -> value(row, sql).ifPresent(value -> arguments.put(name, value)));
    Map<String, List<Optional<Object>>> orders = new HashMap<>();
    reading
        .orders()
        .forEach(
            (name, sqls) -> orders.put(name, sqls.stream().map(sql -> value(row, sql)).toList()));
    return new OracleEvent(
        at(row, 0).map(Instant.class::cast),
        at(row, 1).map(Instant.class::cast),
        keysFound,
        identity,
        row.getBoolean(2),
        arguments,
        orders);
  }

  private Optional<Object> value(Row row, String sql) {
    return at(row, FIRST_KEY + keys.size() + dedup.size() + values.indexOf(sql));
  }

  private static Optional<Object> at(Row row, int i) {
    return Optional.ofNullable(row.get(i));
  }
}
