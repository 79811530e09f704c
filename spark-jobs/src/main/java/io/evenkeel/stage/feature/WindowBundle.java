package io.evenkeel.stage.feature;

import static org.apache.spark.sql.functions.array;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.explode;
import static org.apache.spark.sql.functions.least;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.when;

import io.evenkeel.feature.FeatureRows;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;

/**
 * All groups over one source, which are folded in one pass. Queries and events of every group stand
 * in one table each: {@link Names#GROUP} tells them apart, and a key that a group does not match by
 * has a stand-in there, the same on both sides. Not thread-safe.
 */
final class WindowBundle {
  private static final String ASKED = "__asked";

  private final EventView events;
  private final Map<String, DataType> keyTypes;
  private final List<WindowStart> windows = new ArrayList<>();
  private final List<WindowGroup> groups = new ArrayList<>();

  WindowBundle(EventView events, Map<String, DataType> keyTypes) {
    this.events = events;
    this.keyTypes = Map.copyOf(keyTypes);
  }

  EventView events() {
    return events;
  }

  List<WindowGroup> groups() {
    return List.copyOf(groups);
  }

  /** Returns a new group, see {@link WindowGroup}. */
  WindowGroup group(List<String> by, Duration endAfter, Duration seenAfter) {
    WindowGroup group = new WindowGroup(this, groups.size(), by, endAfter, seenAfter);
    groups.add(group);
    return group;
  }

  /** Returns the number of a window, the same for the same window. */
  int window(WindowStart start) {
    if (!windows.contains(start)) {
      windows.add(start);
    }
    return windows.indexOf(start);
  }

  WindowStart window(int number) {
    return windows.get(number);
  }

  /** Returns the keys that some of the groups match by, sorted. */
  private static List<String> keys(List<WindowGroup> asked) {
    return asked.stream().flatMap(group -> group.by().stream()).sorted().distinct().toList();
  }

  /**
   * Returns the distinct questions that spine rows ask: {@link Names#GROUP}, query keys and {@link
   * FeatureRows#AS_OF}, none of them null, with the bounds in microseconds.
   *
   * @param asked those of the groups that are asked
   */
  Dataset<Row> queries(List<WindowGroup> asked, Dataset<Row> spine) {
    List<Column> columns = new ArrayList<>(List.of(col(FeatureRows.AS_OF)));
    Dataset<Row> distinct =
        spread(
                spine.filter(col(FeatureRows.AS_OF).isNotNull()),
                columns,
                asked,
                Names::spineKey,
                Names::queryKey,
                Names.GROUP)
            .distinct();
    Column at = Sql.micros(col(FeatureRows.AS_OF));
    Dataset<Row> bounded =
        distinct
            .withColumn(Names.END, at.plus(of(asked, group -> lit(Sql.micros(group.endAfter())))))
            .withColumn(
                Names.SEEN, at.plus(of(asked, group -> lit(Sql.micros(group.seenAfter())))));
    for (int i = 0; i < windows.size(); i++) {
      bounded = bounded.withColumn(Names.start(i), windows.get(i).before(col(Names.END)));
    }
    return bounded.withColumn(Names.START, of(asked, WindowBundle::earliest));
  }

  /** Returns each event once for every group that could match it, with all its columns. */
  Dataset<Row> offered(List<WindowGroup> asked, Dataset<Row> seen) {
    List<String> keys = keyTypes.keySet().stream().map(Names::sourceKey).toList();
    List<Column> rest =
        new ArrayList<>(
            Arrays.stream(seen.columns())
                .filter(name -> !keys.contains(name))
                .map(name -> col(name))
                .toList());
    return spread(seen, rest, asked, Names::sourceKey, Names::sourceKey, Names.OFFERED);
  }

  private Dataset<Row> spread(
      Dataset<Row> rows,
      List<Column> kept,
      List<WindowGroup> asked,
      UnaryOperator<String> from,
      UnaryOperator<String> to,
      String groupName) {
    List<String> keys = keys(asked);
    Column[] each =
        asked.stream().map(g -> keysOf(g, keys, from, to, groupName)).toArray(Column[]::new);
    List<Column> columns = new ArrayList<>(kept);
    columns.add(explode(array(each)).as(ASKED));
    List<Column> result = new ArrayList<>(kept);
    result.add(col(ASKED + "." + groupName).as(groupName));
    keys.forEach(key -> result.add(col(ASKED + "." + to.apply(key)).as(to.apply(key))));
    return rows.select(columns.toArray(Column[]::new))
        .filter(col(ASKED).isNotNull())
        .select(result.toArray(Column[]::new));
  }

  /** The keys of a group as a struct, null where one of them is null. */
  private Column keysOf(
      WindowGroup group,
      List<String> keys,
      UnaryOperator<String> from,
      UnaryOperator<String> to,
      String groupName) {
    List<Column> fields = new ArrayList<>(List.of(lit(group.number()).as(groupName)));
    for (String key : keys) {
      Column standIn = standIn(Objects.requireNonNull(keyTypes.get(key)));
      fields.add(
          (group.by().contains(key) ? coalesce(col(from.apply(key)), standIn) : standIn)
              .as(to.apply(key)));
    }
    Column there =
        Sql.all(group.by().stream().map(key -> col(from.apply(key)).isNotNull()).toList());
    return when(there, struct(fields.toArray(Column[]::new)));
  }

  private static Column standIn(DataType type) {
    if (type.equals(DataTypes.StringType)) {
      return lit("");
    }
    return type.equals(DataTypes.DateType) ? lit(LocalDate.EPOCH) : lit(0).cast(type);
  }

  private static Column earliest(WindowGroup group) {
    Column[] starts = group.windows().stream().map(i -> col(Names.start(i))).toArray(Column[]::new);
    return starts.length == 1 ? starts[0] : least(starts);
  }

  /** Returns what differs from group to group, chosen by {@link Names#GROUP}. */
  static Column of(List<WindowGroup> asked, Function<WindowGroup, Column> each) {
    return choose(asked, each, Names.GROUP);
  }

  /** As {@link #of}, chosen by another column. */
  static Column choose(
      List<WindowGroup> asked, Function<WindowGroup, Column> each, String chosenBy) {
    Column last = each.apply(asked.get(asked.size() - 1));
    Column chosen = last;
    for (WindowGroup group : asked.subList(0, asked.size() - 1)) {
      chosen =
          when(col(chosenBy).equalTo(lit(group.number())), each.apply(group)).otherwise(chosen);
    }
    return chosen;
  }

  /** Returns the columns that identify a query of the groups. */
  static List<String> queryColumns(List<WindowGroup> asked) {
    List<String> columns = new ArrayList<>(List.of(Names.GROUP));
    keys(asked).forEach(key -> columns.add(Names.queryKey(key)));
    columns.add(FeatureRows.AS_OF);
    return columns;
  }

  /** Returns the condition that a query and an offered event are of one group and its keys meet. */
  static Column meet(List<WindowGroup> asked) {
    return col(Names.GROUP).equalTo(col(Names.OFFERED)).and(Sql.keysMeet(keys(asked)));
  }

  /** Returns the condition that an event is known to a query, and not yet replaced. */
  Column visible() {
    Column known = col(Names.KNOWN).leq(col(Names.SEEN));
    return events.deduplicates()
        ? known.and(col(Names.UNTIL).isNull().or(col(Names.UNTIL).gt(col(Names.SEEN))))
        : known;
  }
}
