package io.evenkeel.feature.language;

import io.evenkeel.feature.Aggregate;
import io.evenkeel.feature.FeatureColumn;
import io.evenkeel.feature.FeatureType;
import io.evenkeel.feature.Source;
import io.evenkeel.feature.Window;
import java.time.Duration;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Reads the blocks under {@code columns}. */
final class ColumnReader {
  static final List<String> EXPRESSION = with(PolicyReader.SETTINGS, "expr", "type");
  static final List<String> LOOKED_UP = with(EXPRESSION, "from", "by");
  static final List<String> AGGREGATED =
      with(
          with(PolicyReader.SETTINGS, "type", "from", "by", "window", "order"),
          AggregateReader.SETTINGS.toArray(String[]::new));
  private static final Window A_DAY = new Window.Elapsed(Duration.ofDays(1));

  private final Section column;
  private final String name;
  private final FeatureType type;

  private ColumnReader(String name, Section column) {
    this.name = name;
    this.column = column;
    this.type = Types.read(column);
  }

  /** Returns the column, or empty where it cannot be told what kind of column it is. */
  static Optional<FeatureColumn> read(String name, Section column, Sources sources) {
    ColumnReader reader = new ColumnReader(name, column);
    if (!column.has("from")) {
      if (column.has("agg") || column.has("window")) {
        column.missing("from", "the name of a source, out of " + sources.names());
        return Optional.empty();
      }
      return Optional.of(reader.expression());
    }
    return sources
        .named(column)
        .map(
            source ->
                source instanceof Source.Events
                    ? reader.aggregated(source)
                    : reader.lookedUp(source));
  }

  private FeatureColumn expression() {
    column.allow(EXPRESSION);
    return new FeatureColumn.Expression(
        name,
        type,
        PolicyReader.read(column, type),
        column.requiredSql("expr", "a SQL expression, or from = <source> with agg or expr"));
  }

  private FeatureColumn lookedUp(Source source) {
    if (column.has("agg")) {
      column.problem(
          "agg",
          "but '%s' has states, of which one is valid at a time; possible is expr = \"...\""
              .formatted(source.name()));
    }
    column.allow(with(LOOKED_UP, column.has("agg") ? "agg" : "expr"));
    return new FeatureColumn.LookedUp(
        name,
        type,
        PolicyReader.read(column, type),
        source.name(),
        Sources.by(column, source),
        column.requiredSql("expr", "a SQL expression over the state"));
  }

  private FeatureColumn aggregated(Source source) {
    if (column.has("expr")) {
      column.problem(
          "expr",
          "but '%s' has events, of which a window has many; possible is agg = \"last(...)\" or another aggregate"
              .formatted(source.name()));
    }
    column.allow(with(AGGREGATED, column.has("expr") ? "expr" : "agg"));
    Aggregate aggregate = AggregateReader.read(column, type);
    return new FeatureColumn.Aggregated(
        name,
        type,
        PolicyReader.read(column, type),
        source.name(),
        Sources.by(column, source),
        aggregate,
        window(),
        order(aggregate));
  }

  private Window window() {
    String possible = Durations.POSSIBLE + ", or { days = 1, calendar = \"<zone>\" }";
    if (column.has("window") && !column.isText("window")) {
      return column.section("window").map(ColumnReader::calendar).orElse(A_DAY);
    }
    return column.required(
        "window",
        possible,
        text -> Durations.of(text).filter(length -> !length.isZero()).map(Window.Elapsed::new),
        A_DAY);
  }

  private static Window calendar(Section window) {
    window.allow(List.of("days", "calendar"));
    int days =
        window.required(
            "days", "a whole number from 1 to 36525", text -> Types.whole(text, 1, 36_525), 1);
    ZoneId zone = window.required("calendar", Types.ZONES, Types::zone, ZoneId.of("UTC"));
    return new Window.Calendar(days, zone);
  }

  private List<String> order(Aggregate aggregate) {
    boolean ordered =
        Set.of(Aggregate.Function.FIRST, Aggregate.Function.LAST).contains(aggregate.function());
    if (column.has("order") && !ordered) {
      column.problem("order", "is for first and last only: no other aggregate depends on order");
    }
    return column.sqls("order").orElse(List.of());
  }

  private static List<String> with(List<String> settings, String... more) {
    List<String> all = new ArrayList<>(settings);
    all.addAll(List.of(more));
    return List.copyOf(all);
  }
}
