package io.evenkeel.feature.language;

import io.evenkeel.feature.Aggregate;
import io.evenkeel.feature.FeatureColumn;
import io.evenkeel.feature.FeatureSet;
import io.evenkeel.feature.Label;
import io.evenkeel.feature.Source;
import io.evenkeel.feature.Spine;
import io.evenkeel.feature.Window;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A feature set as nested maps sorted by name, lists and texts, in which whatever cannot change a
 * value has one way to be written: durations in their largest unit, white space in SQL as single
 * spaces, keys that are matched together in order of their names.
 */
final class SetTree {
  private final SortedMap<String, Object> entries = new TreeMap<>();

  private SetTree() {}

  /** Returns the set: each value is a text, a list of texts or a map of the same. */
  static SortedMap<String, Object> of(FeatureSet set) {
    SortedMap<String, Object> sources = new TreeMap<>();
    set.sources().forEach((name, source) -> sources.put(name, source(source)));
    SortedMap<String, Object> columns = new TreeMap<>();
    set.columns().forEach(column -> columns.put(column.name(), column(column)));
    return new SetTree()
        .put("name", set.name())
        .put("version", String.valueOf(set.version()))
        .put("timezone", set.timezone().getId())
        .put("spine", spine(set.spine()))
        .put("sources", sources)
        .put("columns", columns)
        .put("label", set.label().map(SetTree::label))
        .entries;
  }

  private SetTree put(String key, Object value) {
    entries.put(key, value);
    return this;
  }

  private SetTree put(String key, Optional<?> value) {
    value.ifPresent(present -> entries.put(key, present));
    return this;
  }

  private SetTree sql(String key, String sql) {
    return put(key, Sql.of(sql).canonical());
  }

  private SetTree sql(String key, Optional<String> sql) {
    return put(key, sql.map(text -> Sql.of(text).canonical()));
  }

  private static SortedMap<String, Object> sqls(Map<String, String> byName) {
    SetTree tree = new SetTree();
    byName.forEach(tree::sql);
    return tree.entries;
  }

  private static List<String> sqls(List<String> expressions) {
    return expressions.stream().map(sql -> Sql.of(sql).canonical()).toList();
  }

  private static SortedMap<String, Object> spine(Spine spine) {
    return new SetTree()
        .put("table", spine.table())
        .sql("row_id", spine.rowId())
        .put("keys", new TreeMap<>(spine.keys()))
        .sql("date", spine.date())
        .sql("as_of", spine.asOf())
        .sql("where", spine.where())
        .put("row", sqls(spine.row()))
        .entries;
  }

  private static SortedMap<String, Object> source(Source source) {
    SetTree tree =
        new SetTree()
            .put("table", source.table())
            .put("keys", sqls(source.keys()))
            .sql("where", source.where())
            .put("row", sqls(source.row()));
    if (source instanceof Source.Events events) {
      return tree.events(events).entries;
    }
    return tree.states((Source.States) source).entries;
  }

  private SetTree events(Source.Events events) {
    put("kind", "events").sql("event_time", events.eventTime());
    if (events.availability() instanceof Source.Availability.KnownAt known) {
      sql("known_at", known.expression());
    } else if (events.availability() instanceof Source.Availability.Delay delay) {
      put("delay", Durations.canonical(delay.delay()));
    }
    return put("dedup", events.dedup().map(dedup -> sqls(dedup.key()).stream().sorted().toList()));
  }

  private SetTree states(Source.States states) {
    Optional<SortedMap<String, Object>> interval =
        states.validity().map(v -> new SetTree().sql("from", v.from()).sql("to", v.to()).entries);
    return put("kind", "states")
        .sql("known_at", states.knownAt())
        .put("valid", interval.<Object>map(map -> map).orElse("always"));
  }

  private static SortedMap<String, Object> column(FeatureColumn column) {
    SetTree tree = new SetTree().put("type", column.type().word());
    PolicyTree.of(column.policy(), column.type()).forEach(tree::put);
    if (column instanceof FeatureColumn.Expression expression) {
      return tree.sql("expr", expression.expression()).entries;
    }
    if (column instanceof FeatureColumn.LookedUp lookedUp) {
      return tree.matched(lookedUp.source(), lookedUp.by())
          .sql("expr", lookedUp.expression())
          .entries;
    }
    FeatureColumn.Aggregated aggregated = (FeatureColumn.Aggregated) column;
    return tree.matched(aggregated.source(), aggregated.by())
        .aggregate(aggregated.aggregate())
        .put("window", window(aggregated.window()))
        .put("order", sqls(aggregated.order()))
        .entries;
  }

  private SetTree matched(String source, List<String> by) {
    return put("from", source).put("by", by.stream().sorted().toList());
  }

  private SetTree aggregate(Aggregate aggregate) {
    return put("function", aggregate.function().name().toLowerCase(Locale.ROOT))
        .sql("argument", aggregate.argument())
        .put("operator", aggregate.comparison().map(Aggregate.Comparison::operator))
        .put("literal", aggregate.comparison().map(Aggregate.Comparison::literal))
        .put("empty", aggregate.empty())
        .put("scale", aggregate.scale().map(String::valueOf));
  }

  private static Object window(Window window) {
    if (window instanceof Window.Elapsed elapsed) {
      return Durations.canonical(elapsed.length());
    }
    Window.Calendar calendar = (Window.Calendar) window;
    return new SetTree()
        .put("days", String.valueOf(calendar.days()))
        .put("calendar", calendar.zone().getId())
        .entries;
  }

  private static SortedMap<String, Object> label(Label label) {
    return new SetTree()
        .put("name", label.name())
        .put("type", label.type().word())
        .matched(label.source(), label.by())
        .aggregate(label.aggregate())
        .put("after", Durations.canonical(label.from()))
        .put("before", Durations.canonical(label.to()))
        .put("mature_after", Durations.canonical(label.matureAfter()))
        .entries;
  }
}
