package io.evenkeel.stage.feature;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.lit;

import io.evenkeel.feature.Aggregate;
import io.evenkeel.feature.Aggregate.Function;
import io.evenkeel.feature.FeatureColumn.Aggregated;
import io.evenkeel.feature.Label;
import io.evenkeel.feature.Source;
import io.evenkeel.feature.ValuePolicy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;

/**
 * Resolves aggregated columns and the label, and gathers those that can be answered in one pass
 * over their source. Not thread-safe.
 */
final class Questions {
  private record GroupKey(String source, List<String> by, boolean label) {}

  private final Map<String, EventView> sources;
  private final Dataset<Row> spine;
  private final Resolver resolver;
  private final Map<GroupKey, WindowGroup> groups = new LinkedHashMap<>();

  Questions(Map<String, EventView> sources, Dataset<Row> spine, Resolver resolver) {
    this.sources = Map.copyOf(sources);
    this.spine = spine;
    this.resolver = resolver;
  }

  /** Returns every group that has been asked. */
  Collection<WindowGroup> groups() {
    return List.copyOf(groups.values());
  }

  /** Adds a feature. */
  Question add(Aggregated column) {
    EventView events = source(column.source());
    WindowGroup group =
        group(
            new GroupKey(column.source(), ordered(column.by()), false),
            events.delay().negated(),
            Duration.ZERO);
    return ask(
        new Asked(
            column.name(),
            "columns." + column.name(),
            column.aggregate(),
            column.order(),
            column.policy().nan() == ValuePolicy.Nan.MISSING),
        group,
        group.window(WindowStart.of(column.window())));
  }

  /**
   * Adds the label, which looks forward. What is known when it matures counts, so that a label does
   * not depend on when it is exported.
   */
  Question add(Label label) {
    WindowGroup group =
        group(
            new GroupKey(label.source(), ordered(label.by()), true),
            label.to(),
            label.to().plus(label.matureAfter()));
    Duration length = label.to().minus(label.from());
    return ask(
        new Asked(label.name(), "label." + label.name(), label.aggregate(), List.of(), false),
        group,
        group.window(new WindowStart.Elapsed(Sql.micros(length))));
  }

  private record Asked(
      String name, String setting, Aggregate aggregate, List<String> order, boolean nanIsNull) {}

  private EventView source(String name) {
    EventView view = sources.get(name);
    if (view == null) {
      throw new IllegalStateException(
          "'%s' is not an event source; possible are %s".formatted(name, sources.keySet()));
    }
    return view;
  }

  private WindowGroup group(GroupKey key, Duration endAfter, Duration seenAfter) {
    return groups.computeIfAbsent(
        key, k -> new WindowGroup(source(k.source()), k.by(), endAfter, seenAfter));
  }

  private static List<String> ordered(List<String> by) {
    return by.stream().sorted().distinct().toList();
  }

  private Question ask(Asked asked, WindowGroup group, int window) {
    Aggregate aggregate = asked.aggregate();
    Outcome outcome = outcome(asked, group, window);
    DataType type = outcome.type();
    Column empty = lit(null).cast(type);
    if (aggregate.empty().isPresent() && !type.equals(DataTypes.NullType)) {
      Typed literal = resolver.resolve(asked.setting() + ".empty", aggregate.empty().get(), spine);
      Typed both = fitting(asked, literal, type);
      type = both.type();
      empty = literal.column().cast(type);
    }
    return new Question(
        asked.name(),
        group,
        Folding.events(group, window),
        outcome,
        empty,
        type,
        aggregate.comparison());
  }

  /** Returns the type that holds both the outcome and the empty value. */
  private Typed fitting(Asked asked, Typed empty, DataType outcome) {
    if (empty.isBroken()) {
      return empty;
    }
    boolean fits =
        Sql.numeric(outcome)
            ? Sql.numeric(empty.type()) && (Sql.floating(outcome) || !Sql.floating(empty.type()))
            : outcome.equals(empty.type());
    if (fits) {
      return resolver.typed(
          asked.setting() + ".empty",
          asked.aggregate().empty().orElseThrow(),
          spine,
          coalesce(lit(null).cast(outcome), empty.column()));
    }
    resolver.problem(
        asked.setting() + ".empty",
        "is %s of type %s, but the aggregate is of type %s"
            .formatted(asked.aggregate().empty().orElseThrow(), empty.type().sql(), outcome.sql()));
    return Typed.broken();
  }

  private Outcome outcome(Asked asked, WindowGroup group, int window) {
    Aggregate aggregate = asked.aggregate();
    String sql = aggregate.argument().strip();
    if (aggregate.function() == Function.COUNT && sql.equals(Partial.EVERY_EVENT)) {
      return Folding.everyEvent(group, window);
    }
    String setting = asked.setting() + ".agg";
    EventView events = group.events();
    Typed typed = resolver.resolve(setting, sql, events.derived());
    if (typed.isBroken() || !ArgumentTypes.check(setting, aggregate, typed.type(), resolver)) {
      return new Outcome(typed.column(), DataTypes.NullType, lit(null));
    }
    Argument argument = Argument.of(events, sql, typed, asked.nanIsNull(), aggregate.scale());
    return new Folding(group, window, argument, order(asked, events)).of(aggregate.function());
  }

  private List<String> order(Asked asked, EventView events) {
    List<String> columns = new ArrayList<>();
    for (String sql : asked.order()) {
      Typed typed =
          resolver.resolve(
              asked.setting() + ".order",
              sql,
              events.derived(),
              Map.of(),
              ArgumentTypes::ordered,
              "a type with an order");
      columns.add(events.value("order|" + sql, Sql.canonical(typed.column(), typed.type())));
    }
    return columns;
  }

  /** Returns the views of a set's event sources, by name. */
  static Map<String, EventView> views(
      Collection<Source> sources,
      java.util.function.Function<String, Dataset<Row>> tables,
      SpineView spine,
      Resolver resolver) {
    Map<String, EventView> views = new LinkedHashMap<>();
    for (Source source : sources) {
      if (source instanceof Source.Events events) {
        views.put(
            source.name(),
            new EventView(events, tables.apply(source.table()), spine.keys(), resolver));
      }
    }
    return views;
  }
}
