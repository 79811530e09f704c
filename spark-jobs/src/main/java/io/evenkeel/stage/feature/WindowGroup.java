package io.evenkeel.stage.feature;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;

import io.evenkeel.feature.FeatureRows;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * All aggregates over one source by the same keys, which are computed in one pass over its events.
 * Not thread-safe.
 */
final class WindowGroup {
  private final EventView events;
  private final List<String> by;
  private final Duration endAfter;
  private final Duration seenAfter;
  private final List<WindowStart> windows = new ArrayList<>();
  private final List<Partial> partials = new ArrayList<>();
  private final List<Pick> picks = new ArrayList<>();

  /**
   * @param endAfter from the prediction moment to the end of every window; negative for a delay
   * @param seenAfter from the prediction moment to the last instant of knowledge that counts
   */
  WindowGroup(EventView events, List<String> by, Duration endAfter, Duration seenAfter) {
    this.events = events;
    this.by = by;
    this.endAfter = endAfter;
    this.seenAfter = seenAfter;
  }

  EventView events() {
    return events;
  }

  List<String> by() {
    return by;
  }

  List<WindowStart> windows() {
    return List.copyOf(windows);
  }

  List<Partial> partials() {
    return List.copyOf(partials);
  }

  List<Pick> picks() {
    return List.copyOf(picks);
  }

  Duration endAfter() {
    return endAfter;
  }

  Duration seenAfter() {
    return seenAfter;
  }

  /** Returns the number of a window, the same for the same window. */
  int window(WindowStart start) {
    if (!windows.contains(start)) {
      windows.add(start);
    }
    return windows.indexOf(start);
  }

  /** Returns the column of a fold, the same for the same fold. */
  String partial(Partial.Fold fold, String value, int window) {
    Optional<Partial> known =
        partials.stream()
            .filter(p -> p.fold() == fold && p.value().equals(value) && p.window() == window)
            .findFirst();
    return known
        .orElseGet(
            () -> {
              Partial added = new Partial("__p" + partials.size(), fold, value, window);
              partials.add(added);
              return added;
            })
        .name();
  }

  /** Returns the pick that is like {@code wanted}, which is added where there is none. */
  Pick pick(boolean last, int window, List<String> order) {
    return picks.stream()
        .filter(p -> p.last() == last && p.window() == window && p.order().equals(order))
        .findFirst()
        .orElseGet(
            () -> {
              String time = partial(last ? Partial.Fold.MAX : Partial.Fold.MIN, Names.TIME, window);
              Pick added = new Pick("__pick" + picks.size(), last, window, time, order);
              picks.add(added);
              return added;
            });
  }

  /** Returns the longest window's length, at least a microsecond. */
  Duration longest() {
    return windows.stream()
        .map(WindowStart::longest)
        .max(Duration::compareTo)
        .orElseThrow(() -> new IllegalStateException("A group of aggregates has a window"));
  }

  /**
   * Returns the distinct questions that spine rows ask: query keys and {@link FeatureRows#AS_OF},
   * none of them null, with the bounds in microseconds.
   */
  Dataset<Row> queries(Dataset<Row> spine) {
    List<Column> asked = new ArrayList<>();
    by.forEach(key -> asked.add(col(Names.spineKey(key)).as(Names.queryKey(key))));
    asked.add(col(FeatureRows.AS_OF));
    Dataset<Row> distinct = spine.select(asked.toArray(Column[]::new)).na().drop().distinct();
    return withBounds(distinct);
  }

  private Dataset<Row> withBounds(Dataset<Row> queries) {
    Column at = Sql.micros(col(FeatureRows.AS_OF));
    Dataset<Row> bounded =
        queries
            .withColumn(Names.END, at.plus(lit(Sql.micros(endAfter))))
            .withColumn(Names.SEEN, at.plus(lit(Sql.micros(seenAfter))));
    for (int i = 0; i < windows.size(); i++) {
      bounded = bounded.withColumn(Names.start(i), windows.get(i).before(col(Names.END)));
    }
    return bounded;
  }

  /** Returns the columns that identify a query. */
  List<String> queryColumns() {
    List<String> columns = new ArrayList<>(by.stream().map(Names::queryKey).toList());
    columns.add(FeatureRows.AS_OF);
    return columns;
  }

  /** Returns the condition that an event is known to a query, and not yet replaced. */
  Column visible() {
    Column known = col(Names.KNOWN).leq(col(Names.SEEN));
    return events.deduplicates()
        ? known.and(col(Names.UNTIL).isNull().or(col(Names.UNTIL).gt(col(Names.SEEN))))
        : known;
  }
}
