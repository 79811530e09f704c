package io.evenkeel.stage.feature;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max;

import io.evenkeel.feature.Source;
import io.evenkeel.feature.Source.Availability;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.DataType;

/**
 * The events of one source, reduced to what the definition reads of them: keys, times, and the
 * values that were asked for by {@link #value}. Not thread-safe.
 */
final class EventView {
  private final Source.Events source;
  private final Dataset<Row> derived;
  private final Map<String, Column> keys = new LinkedHashMap<>();
  private final Map<String, Column> values = new LinkedHashMap<>();
  private final Map<String, String> valueNames = new LinkedHashMap<>();
  private final List<Column> dedupKey = new ArrayList<>();
  private final Column eventTime;
  private final Column knownAt;
  private final Column where;

  /** Resolves the source; what is wrong is noted in {@code resolver}. */
  EventView(
      Source.Events source, Dataset<Row> table, Map<String, DataType> keyTypes, Resolver resolver) {
    this.source = source;
    String setting = "sources." + source.name();
    this.derived = resolver.derive(setting, source.row(), table);
    source
        .keys()
        .forEach(
            (key, sql) ->
                SourceKeys.resolve(setting, key, sql, keyTypes, derived, resolver)
                    .ifPresent(column -> keys.put(key, column)));
    this.eventTime =
        resolver.timestamp(setting + ".event_time", source.eventTime(), derived).column();
    this.knownAt =
        source.availability() instanceof Availability.KnownAt known
            ? resolver.timestamp(setting + ".known_at", known.expression(), derived).column()
            : eventTime;
    this.where =
        source
            .where()
            .map(sql -> resolver.condition(setting + ".where", sql, derived).column())
            .orElseGet(() -> lit(true));
    source
        .dedup()
        .ifPresent(
            dedup ->
                dedup
                    .key()
                    .forEach(
                        sql ->
                            dedupKey.add(
                                resolver.resolve(setting + ".dedup.key", sql, derived).column())));
  }

  /** Returns the source's rows with its derived columns, over which arguments are resolved. */
  Dataset<Row> derived() {
    return derived;
  }

  /** Returns the fixed time after which an event can be seen; zero where the table tells. */
  Duration delay() {
    return source.availability() instanceof Availability.Delay delay
        ? delay.delay()
        : Duration.ZERO;
  }

  /** Tells whether the time after which an event can be seen differs from event to event. */
  boolean lags() {
    return source.availability() instanceof Availability.KnownAt;
  }

  /** Tells whether versions of one event become one. */
  boolean deduplicates() {
    return !dedupKey.isEmpty();
  }

  /**
   * Adds a value to the events, once for each {@code meaning}.
   *
   * @return the name of its column in {@link #rows}
   */
  String value(String meaning, Column column) {
    return valueNames.computeIfAbsent(
        meaning,
        m -> {
          String name = "__x" + values.size();
          values.put(name, column);
          return name;
        });
  }

  /**
   * Returns the events that a query can see, one row for each version of an event that was ever the
   * one to count: source keys, {@link Names#TIME}, {@link Names#KNOWN}, the values, and where
   * events are de-duplicated {@link Names#UNTIL} and {@link Names#TIED}.
   */
  Dataset<Row> rows(Horizon horizon) {
    return deduplicates() ? deduplicated(horizon) : plain(horizon);
  }

  /** Returns when the last of all events could first be seen; empty where there is no event. */
  Optional<Instant> lastKnown() {
    Row last = derived.agg(max(Sql.micros(knownAt)).as("last")).first();
    return last.isNullAt(0)
        ? Optional.empty()
        : Optional.of(Instant.EPOCH.plus(last.getLong(0), ChronoUnit.MICROS).plus(delay()));
  }

  private Dataset<Row> plain(Horizon horizon) {
    return derived
        .filter(
            eventTime
                .geq(lit(horizon.from()))
                .and(eventTime.lt(lit(horizon.to())))
                .and(knownAt.leq(lit(horizon.known().minus(delay()))))
                .and(where))
        .select(described().toArray(Column[]::new));
  }

  private Dataset<Row> deduplicated(Horizon horizon) {
    List<Column> stated = new ArrayList<>(described());
    stated.add(coalesce(where, lit(false)).as(Versions.COUNTS));
    for (int i = 0; i < dedupKey.size(); i++) {
      stated.add(dedupKey.get(i).as(Versions.key(i)));
    }
    // No bound on event time before versions are told apart: a correction may move an event.
    Dataset<Row> versions =
        derived
            .filter(knownAt.leq(lit(horizon.known().minus(delay()))))
            .select(stated.toArray(Column[]::new));
    return Versions.settle(versions, dedupKey.size())
        .filter(
            col(Names.TIME)
                .geq(lit(horizon.fromMicros()))
                .and(col(Names.TIME).lt(lit(horizon.toMicros()))));
  }

  private List<Column> described() {
    List<Column> described = new ArrayList<>();
    keys.forEach((key, column) -> described.add(column.as(Names.sourceKey(key))));
    described.add(Sql.micros(eventTime).as(Names.TIME));
    described.add(Sql.micros(knownAt).plus(lit(Sql.micros(delay()))).as(Names.KNOWN));
    values.forEach((name, column) -> described.add(column.as(name)));
    return described;
  }
}
