package io.evenkeel.feature.language;

import io.evenkeel.feature.Source;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads the blocks under {@code sources}. */
final class SourceReader {
  static final List<String> EVENTS =
      List.of("table", "kind", "keys", "event_time", "known_at", "delay", "dedup", "where", "row");
  static final List<String> STATES =
      List.of("table", "kind", "keys", "valid", "known_at", "where", "row");

  private SourceReader() {}

  /** Returns the source, or empty where not even its kind is known. */
  static Optional<Source> read(String name, Section source, Set<String> spineKeys) {
    Optional<String> kind =
        source.has("kind")
            ? source.word("kind", List.of("events", "states"))
            : Optional.of("events");
    return kind.map(
        found ->
            found.equals("events")
                ? events(name, source, spineKeys)
                : states(name, source, spineKeys));
  }

  private static Source events(String name, Section source, Set<String> spineKeys) {
    source.allow(EVENTS);
    return new Source.Events(
        name,
        SpineReader.table(source),
        keys(source, spineKeys),
        source.requiredSql("event_time", "a SQL expression of type timestamp"),
        availability(source),
        source.section("dedup").map(SourceReader::dedup),
        source.sql("where"),
        SpineReader.rows(source));
  }

  private static Source states(String name, Section source, Set<String> spineKeys) {
    source.allow(STATES);
    return new Source.States(
        name,
        SpineReader.table(source),
        keys(source, spineKeys),
        source.sql("known_at"),
        validity(source),
        source.sql("where"),
        SpineReader.rows(source));
  }

  private static Map<String, String> keys(Section source, Set<String> spineKeys) {
    Section keys =
        source.requiredSection(
            "keys",
            "a block of spine keys and the expression that equals each, out of " + spineKeys);
    for (String name : keys.names()) {
      if (!spineKeys.contains(name)) {
        keys.problem(
            name, "is not a key of the spine%s".formatted(Words.possible(name, spineKeys)));
      }
    }
    Map<String, String> expressions = source.sqlsByName("keys");
    if (source.has("keys") && expressions.isEmpty()) {
      source.problem("keys", "names no key; possible are %s".formatted(spineKeys));
    }
    return expressions;
  }

  private static Source.Availability availability(Section source) {
    if (source.has("known_at") == source.has("delay")) {
      source.problem(
          "%s; possible is exactly one of known_at = <timestamp expression> and delay = <duration>"
              .formatted(
                  source.has("delay")
                      ? "has both known_at and delay"
                      : "does not say when its events can be seen"));
    }
    Optional<Duration> delay = source.parsed("delay", Durations.POSSIBLE, Durations::of);
    Optional<String> knownAt = source.sql("known_at");
    return knownAt
        .<Source.Availability>map(Source.Availability.KnownAt::new)
        .orElseGet(() -> new Source.Availability.Delay(delay.orElse(Duration.ZERO)));
  }

  private static Source.Dedup dedup(Section dedup) {
    dedup.allow(List.of("key"));
    if (!dedup.has("key")) {
      dedup.missing("key", "a list of SQL expressions that identify an event, such as [trip_id]");
    }
    List<String> key = dedup.sqls("key").orElse(List.of("1"));
    if (key.isEmpty()) {
      dedup.problem("key", "is empty; possible is a list of at least one SQL expression");
    }
    return new Source.Dedup(key.isEmpty() ? List.of("1") : key);
  }

  private static Optional<Source.Validity> validity(Section source) {
    String possible = "valid = always, or valid { from = <timestamp>, to = <timestamp> }";
    if (!source.has("valid")) {
      source.missing("valid", possible);
      return Optional.empty();
    }
    if (source.isText("valid")) {
      source.word("valid", List.of("always"));
      return Optional.empty();
    }
    return source.section("valid").map(SourceReader::interval);
  }

  private static Source.Validity interval(Section valid) {
    valid.allow(List.of("from", "to"));
    return new Source.Validity(
        valid.requiredSql("from", "a SQL expression of type timestamp; null never starts"),
        valid.requiredSql("to", "a SQL expression of type timestamp; null never ends"));
  }
}
