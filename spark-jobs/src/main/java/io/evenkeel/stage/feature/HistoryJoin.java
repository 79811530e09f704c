package io.evenkeel.stage.feature;

import static org.apache.spark.sql.functions.broadcast;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.least;
import static org.apache.spark.sql.functions.lit;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.KeyValueGroupedDataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.StructType;

/**
 * Brings the events of a key together with its queries in one task, which answers them out of a
 * {@link History}. Each event is shuffled and sorted once, whatever the number and the length of
 * windows.
 *
 * <p>Keys with more events than a task should hold go another way, and so does everything where
 * there are few queries.
 */
final class HistoryJoin implements WindowStrategy {
  private static final String HOT = "__hot_";

  private final Sizing sizing;
  private final long rows;
  private final BucketJoin buckets = new BucketJoin();
  private final TileJoin tiles = new TileJoin(Tiling.measured());

  HistoryJoin(Sizing sizing) {
    this(sizing, 0);
  }

  private HistoryJoin(Sizing sizing, long rows) {
    this.sizing = sizing;
    this.rows = rows;
  }

  @Override
  public WindowStrategy overSpine(long spine) {
    return new HistoryJoin(sizing, spine);
  }

  @Override
  public boolean readsOnce(WindowGroup group) {
    return buckets.readsOnce(group) && tiles.readsOnce(group);
  }

  @Override
  public WindowStrategy atOneMoment() {
    return sizing.queries() > 0 ? buckets : this;
  }

  @Override
  public Dataset<Row> fold(
      WindowGroup group, List<Partial> partials, Dataset<Row> events, Dataset<Row> queries) {
    StructType types = events.schema();
    List<Partial> kept = partials.stream().filter(p -> Handover.possible(p, types)).toList();
    Density density = Density.of(group, sizing, events);
    boolean worthwhile = rows >= sizing.queries() || density.meetsMany(queries);
    if (kept.isEmpty() || !worthwhile) {
      return buckets.fold(group, partials, events, queries);
    }
    Dataset<Row> answered = told(group, kept, density, events, queries);
    List<Partial> others = partials.stream().filter(p -> !kept.contains(p)).toList();
    if (others.isEmpty()) {
      return answered;
    }
    // Both have a row for each query with an event in its longest window.
    return answered.join(
        buckets.fold(group, others, events, queries), group.queryColumns().toArray(String[]::new));
  }

  /** Keys that a task can hold and those it cannot go different ways. */
  private Dataset<Row> told(
      WindowGroup group,
      List<Partial> partials,
      Density density,
      Dataset<Row> events,
      Dataset<Row> queries) {
    Optional<Dataset<Row>> tooMany = density.hot();
    int groups = density.groups();
    if (tooMany.isEmpty()) {
      return answered(group, groups, partials, events, queries);
    }
    Dataset<Row> hot = tooMany.get();
    if (!lags(group) && partials.stream().noneMatch(p -> p.fold() == Partial.Fold.TRY_SUM)) {
      Slices slices = new Slices(group, hot);
      Dataset<Row> asked = bounded(group, queries);
      return slices.merged(
          answered(
              slices.bySlice(), groups, partials, slices.events(events), slices.queries(asked)),
          answered(
              slices.bySalt(),
              groups,
              slices.ofTotals(partials),
              slices.totals(events, partials),
              slices.whole(asked)),
          partials);
    }
    Dataset<Row> few =
        broadcast(
            hot.select(
                group.by().stream()
                    .map(key -> col(Names.queryKey(key)).as(HOT + key))
                    .toArray(Column[]::new)));
    Column offered = keysAre(group, Names::sourceKey);
    Column asking = keysAre(group, Names::queryKey);
    return answered(
            group,
            groups,
            partials,
            events.join(few, offered, "left_anti"),
            queries.join(few, asking, "left_anti"))
        .unionByName(
            tiles.fold(
                group,
                partials,
                events.join(few, offered, "left_semi"),
                queries.join(few, asking, "left_semi")));
  }

  private static Column keysAre(WindowGroup group, UnaryOperator<String> name) {
    return Sql.all(
        group.by().stream().map(key -> col(name.apply(key)).equalTo(col(HOT + key))).toList());
  }

  private static Dataset<Row> answered(
      WindowGroup group,
      int groups,
      List<Partial> partials,
      Dataset<Row> events,
      Dataset<Row> queries) {
    Column[] folds = partials.stream().map(p -> p.over(lit(true))).toArray(Column[]::new);
    Handover handover =
        new Handover(group, groups, partials, events.schema(), events.select(folds).schema());
    List<DataType> keys =
        group.by().stream()
            .map(key -> events.schema().apply(Names.sourceKey(key)).dataType())
            .toList();
    int needed = keys.size() + (handover.lags() ? 2 : 1);
    Dataset<Row> single = whole(events.select(handover.event().toArray(Column[]::new)), needed);
    Dataset<Row> offered =
        handover.grouped(single).mapPartitions(handover.packing(), Encoders.row(Handover.packed()));
    Dataset<Row> asked =
        whole(bounded(group, queries).select(handover.query().toArray(Column[]::new)), needed);
    return byGroup(offered)
        .cogroup(
            byGroup(handover.grouped(asked)),
            handover.answering(),
            Encoders.row(handover.answer(asked.schema())))
        .select(handover.decoded(keys));
  }

  private static boolean lags(WindowGroup group) {
    return group.events().lags() || group.events().deduplicates();
  }

  /** Without lags an event is known so long after it happened: what is not yet is after the end. */
  private static Dataset<Row> bounded(WindowGroup group, Dataset<Row> queries) {
    if (lags(group)) {
      return queries;
    }
    long delay = Sql.micros(group.events().delay());
    return queries.withColumn(
        Names.END, least(col(Names.END), col(Names.SEEN).minus(lit(delay)).plus(lit(1L))));
  }

  /** Returns rows whose first columns are not null. */
  private static Dataset<Row> whole(Dataset<Row> rows, int needed) {
    return rows.na().drop(Arrays.copyOf(rows.columns(), needed));
  }

  private static KeyValueGroupedDataset<Long, Row> byGroup(Dataset<Row> grouped) {
    return grouped.groupBy(col(Handover.GROUP)).as(Encoders.LONG(), Encoders.row(grouped.schema()));
  }
}
