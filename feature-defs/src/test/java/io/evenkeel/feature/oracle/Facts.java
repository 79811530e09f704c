package io.evenkeel.feature.oracle;

import io.evenkeel.feature.FeatureSet;
import io.evenkeel.feature.language.Definitions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A small world for the oracle: a definition over one event source {@code facts} with the key
 * {@code key}, whose every column has the event's one value as its argument.
 */
final class Facts {
  static final String KNOWN_AT = "known_at = known";

  private final FeatureSet set;
  private final List<OracleEvent> events = new ArrayList<>();

  private Facts(FeatureSet set) {
    this.set = set;
  }

  /** Returns a world with that source setting and those columns and label, as HOCON. */
  static Facts of(String source, String columns) {
    return new Facts(
        read(
            """
            features.facts {
              version = 1, timezone = UTC
              spine { table = s, row_id = id, keys { key = string, other = string, number = bigint }, date = d, as_of = t }
              sources.facts { table = f, keys { key = k, other = o, number = n }, event_time = ts, %s }
              %s
            }
            """
                .formatted(source, columns)));
  }

  /** Reads a definition. */
  static FeatureSet read(String text) {
    try {
      Path file = Files.createTempFile("definition", ".conf");
      try {
        Files.writeString(file, text);
        return Definitions.read(file);
      } finally {
        Files.delete(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Adds an event: key, event time, known at and value as ISO texts; null for null. */
  Facts event(String key, String time, String known, Object value) {
    return event(key, time, known, value, List.of(), List.of());
  }

  /** Adds a version of the event {@code id}. */
  Facts version(String id, String key, String time, String known, Object value) {
    return event(key, time, known, value, List.of(Optional.ofNullable(id)), List.of());
  }

  /** Adds an event with values of the expressions in {@code order}. */
  Facts ordered(String key, String time, Object value, Object... order) {
    List<Optional<Object>> orders = new ArrayList<>();
    for (Object part : order) {
      orders.add(Optional.ofNullable(part));
    }
    return event(key, time, time, value, List.of(), orders);
  }

  private Facts event(
      String key,
      String time,
      String known,
      Object value,
      List<Optional<Object>> dedupKey,
      List<Optional<Object>> order) {
    Map<String, Object> arguments = new HashMap<>();
    Map<String, List<Optional<Object>>> orders = new HashMap<>();
    for (String name : names()) {
      if (value != null) {
        arguments.put(name, value);
      }
      orders.put(name, order);
    }
    Map<String, Object> keys = key == null ? Map.of() : Map.of("key", key);
    add(
        new OracleEvent(
            Optional.ofNullable(time).map(Instant::parse),
            Optional.ofNullable(known).map(Instant::parse),
            keys,
            dedupKey,
            true,
            arguments,
            orders));
    return this;
  }

  /** Adds an event. */
  Facts add(OracleEvent event) {
    events.add(event);
    return this;
  }

  /** Returns the names of the columns and the label. */
  List<String> names() {
    List<String> names = new ArrayList<>(set.columns().stream().map(c -> c.name()).toList());
    set.label().ifPresent(label -> names.add(label.name()));
    return names;
  }

  List<OracleEvent> events() {
    return events;
  }

  Oracle oracle() {
    return oracle(events);
  }

  /** Returns the oracle of this definition over other events. */
  Oracle oracle(List<OracleEvent> other) {
    return new Oracle(
        set,
        new OracleTables(Map.of("facts", other), Map.of()),
        (column, row, features) -> Optional.ofNullable(features.get(column.expression())));
  }

  /** Returns the final value of a column for a key, or null. */
  Object value(String column, String key, String asOf) {
    return oracle().features(row(key, asOf)).values().get(column);
  }

  /** Returns a spine row with that key, null for null. */
  static OracleSpineRow row(String key, String asOf) {
    return row("1", key == null ? Map.of() : Map.of("key", key), asOf);
  }

  /** Returns a spine row. */
  static OracleSpineRow row(String id, Map<String, Object> keys, String asOf) {
    return new OracleSpineRow(
        Optional.ofNullable(id),
        LocalDate.of(2024, 1, 1),
        Optional.ofNullable(asOf).map(Instant::parse),
        keys);
  }
}
