package io.evenkeel.job;

import static org.apache.spark.sql.functions.lit;

import io.evenkeel.feature.FeatureSet;
import io.evenkeel.feature.Source;
import io.evenkeel.feature.Source.Availability;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;

/**
 * A definition over tables with planted rows that nobody could have seen at a prediction moment:
 * copies of real rows, with their keys and values, that happen at that moment or later, that became
 * known after it, or that hold from after it. To plant them, the definition reads its times through
 * columns that only planted rows have.
 *
 * @param moment the latest prediction moment of the rows to compute
 * @param most rows to plant in one source for each kind of noise
 */
record FutureNoise(FeatureSet set, Instant moment, int most) {
  private static final String TIME = "planted_time_";
  private static final String KNOWN = "planted_known_";
  private static final String TABLE = "planted:";
  private static final Column NEVER = lit(null).cast("timestamp");

  /** Returns the definition over planted tables. */
  FeatureSet planted() {
    Map<String, Source> sources = new LinkedHashMap<>(set.sources());
    sources.replaceAll((name, source) -> planted(source));
    return new FeatureSet(
        set.name(),
        set.version(),
        set.timezone(),
        set.spine(),
        sources,
        set.columns(),
        set.label());
  }

  private static Source planted(Source source) {
    String table = TABLE + source.name();
    if (source instanceof Source.Events events) {
      Availability availability =
          events.availability() instanceof Availability.KnownAt known
              ? new Availability.KnownAt(or(KNOWN, known.expression()))
              : events.availability();
      return new Source.Events(
          events.name(),
          table,
          events.keys(),
          or(TIME, events.eventTime()),
          availability,
          events.dedup(),
          events.where(),
          events.row());
    }
    Source.States states = (Source.States) source;
    return new Source.States(
        states.name(),
        table,
        states.keys(),
        states.knownAt().map(known -> or(KNOWN, known)),
        states.validity().map(valid -> new Source.Validity(or(TIME, valid.from()), valid.to())),
        states.where(),
        states.row());
  }

  private static String or(String planted, String expression) {
    return "coalesce(%s, (%s))".formatted(planted, expression);
  }

  /** Returns the tables of {@link #planted}. */
  Function<String, Dataset<Row>> tables(Function<String, Dataset<Row>> real) {
    return name ->
        name.startsWith(TABLE)
            ? withNoise(
                Optional.ofNullable(set.sources().get(name.substring(TABLE.length())))
                    .orElseThrow(() -> new IllegalArgumentException("No source " + name)),
                real)
            : real.apply(name);
  }

  private Dataset<Row> withNoise(Source source, Function<String, Dataset<Row>> real) {
    Dataset<Row> table = real.apply(source.table());
    Dataset<Row> some = table.limit(most);
    Dataset<Row> plain = with(table, NEVER, NEVER);
    if (source instanceof Source.Events events) {
      return events.availability() instanceof Availability.Delay delay
          ? plain.unionByName(with(some, atOrAfter(delay.delay()), NEVER))
          : plain
              .unionByName(with(some, atOrAfter(Duration.ZERO), after()))
              .unionByName(with(some, shortlyBefore(), after()));
    }
    Source.States states = (Source.States) source;
    Dataset<Row> later =
        states.validity().isPresent() ? plain.unionByName(with(some, after(), NEVER)) : plain;
    return states.knownAt().isPresent() ? later.unionByName(with(some, NEVER, after())) : later;
  }

  private static Dataset<Row> with(Dataset<Row> rows, Column time, Column known) {
    return rows.withColumns(Map.of(TIME, time, KNOWN, known));
  }

  /** From the first instant that no window holds to a day later. */
  private Column atOrAfter(Duration delay) {
    return instant(moment.minus(delay), spread(Duration.ofDays(1)));
  }

  /** Within the shortest windows: what keeps such an event out is only when it became known. */
  private Column shortlyBefore() {
    return instant(moment.minus(1, ChronoUnit.HOURS), spread(Duration.ofHours(1)));
  }

  private Column after() {
    return instant(moment.plus(1, ChronoUnit.MICROS), spread(Duration.ofDays(1)));
  }

  /** Microseconds from 0 up to {@code width}, by a hash of the row's position: no chance in it. */
  private static Column spread(Duration width) {
    Column hash = functions.pmod(functions.xxhash64(functions.struct("*")), lit(1000L));
    return hash.multiply(lit(width.toNanos() / 1_000_000L));
  }

  private static Column instant(Instant from, Column micros) {
    return functions.timestamp_micros(
        lit(ChronoUnit.MICROS.between(Instant.EPOCH, from)).plus(micros));
  }
}
