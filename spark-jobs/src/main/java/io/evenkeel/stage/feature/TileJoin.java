package io.evenkeel.stage.feature;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.StructType;

/**
 * Folds the events of dense keys once into tiles, and then merges for each query the tiles in its
 * windows and the single events at their edges. The cost of a query grows with the logarithm of the
 * events in its windows, and a hot key is spread over its slices. Keys with few events or queries
 * go the way of {@link BucketJoin}, in the same joins.
 *
 * <p>Tiles hold only settled events: those that whoever uses the tile knows, and that nothing
 * replaces. The others are met one by one, on the terms of {@link WindowGroup#visible}.
 *
 * <p>That windows are made of tiles with raw edges is from Chronon's sawtooth windows; here nothing
 * is rounded, and widths follow from how dense a key is.
 */
final class TileJoin implements WindowStrategy {
  private final Tiling tiling;
  private final BucketJoin buckets = new BucketJoin();

  TileJoin(Tiling tiling) {
    this.tiling = tiling;
  }

  @Override
  public boolean readsOnce(WindowGroup group) {
    return !group.events().deduplicates() && group.partials().stream().allMatch(Merge::possible);
  }

  @Override
  public WindowStrategy atOneMoment() {
    return tiling.queries() > 1 ? buckets : this;
  }

  @Override
  public Dataset<Row> fold(
      WindowGroup group, List<Partial> partials, Dataset<Row> events, Dataset<Row> queries) {
    List<Partial> merging = partials.stream().filter(Merge::possible).toList();
    Ladder ladder = new Ladder(group, tiling);
    if (merging.isEmpty() || !ladder.fits() || group.windows().size() > Runs.MOST_WINDOWS) {
      return buckets.fold(group, partials, events, queries);
    }
    Ladder.Dense dense = ladder.dense(events, queries);
    if (dense.size() == 0) {
      return buckets.fold(group, partials, events, queries);
    }
    Dataset<Row> tiled = tiled(ladder, merging, dense, events, queries);
    List<Partial> others = partials.stream().filter(p -> !Merge.possible(p)).toList();
    if (others.isEmpty()) {
      return tiled;
    }
    // Both have a row for each query with an event in its longest window.
    return tiled.join(
        buckets.fold(group, others, events, queries), group.queryColumns().toArray(String[]::new));
  }

  private static Dataset<Row> tiled(
      Ladder ladder,
      List<Partial> partials,
      Ladder.Dense dense,
      Dataset<Row> events,
      Dataset<Row> queries) {
    WindowGroup group = ladder.group();
    Map<Partial, Merge> merges = merges(partials, events);
    Tiles tiles = new Tiles(ladder, merges.values().stream().distinct().toList());
    Dataset<Row> placed = tiles.place(ladder.ontoEvents(events, dense));
    Dataset<Row> asking = ladder.ontoQueries(queries, dense);
    Runs runs = new Runs(ladder);
    Dataset<Row> parts =
        single(tiles, runs.ofEvents(asking), placed)
            .union(whole(tiles, runs.ofTiles(asking), tiles.of(placed)));
    List<Column> folds = new ArrayList<>();
    merges.forEach((partial, merge) -> folds.add(merge.over(inWindow(group, partial), partial)));
    return parts
        .groupBy(Sql.named(group.queryColumns()))
        .agg(folds.get(0), folds.subList(1, folds.size()).toArray(Column[]::new));
  }

  /** Returns one merge for each fold of a value, whatever its windows. */
  private static Map<Partial, Merge> merges(List<Partial> partials, Dataset<Row> events) {
    Column[] folds = partials.stream().map(p -> p.over(lit(true))).toArray(Column[]::new);
    StructType types = events.select(folds).schema();
    Map<List<Object>, Merge> distinct = new LinkedHashMap<>();
    Map<Partial, Merge> merges = new LinkedHashMap<>();
    for (Partial partial : partials) {
      Merge merge =
          distinct.computeIfAbsent(
              List.of(partial.fold(), partial.value()),
              fold ->
                  new Merge(
                      "__m" + distinct.size(), partial, types.apply(partial.name()).dataType()));
      merges.put(partial, merge);
    }
    return merges;
  }

  /** Events of the slices at the edges of windows, each a part of its own. */
  private static Dataset<Row> single(Tiles tiles, Dataset<Row> runs, Dataset<Row> placed) {
    WindowGroup group = tiles.ladder().group();
    Column met =
        Sql.keysMeet(group.by())
            .and(col(Runs.BUCKET).equalTo(col(Tiles.SLICE)))
            .and(col(Names.TIME).geq(col(Runs.LOW)))
            .and(col(Names.TIME).lt(col(Runs.HIGH)))
            .and(group.visible())
            // Always so. Without it this join would read fewer columns than the tiles' fold does.
            .and(col(Tiles.HELD).leq(col(Ladder.MARK)));
    if (tiles.ladder().unsettled()) {
      met = met.and(col(Runs.LEVEL).equalTo(col(Tiles.PLACE)));
    }
    List<Column> columns = query(group);
    tiles.merges().forEach(merge -> columns.addAll(merge.ofOne()));
    return runs.join(placed, met).select(columns.toArray(Column[]::new));
  }

  private static Dataset<Row> whole(Tiles tiles, Dataset<Row> runs, Dataset<Row> built) {
    WindowGroup group = tiles.ladder().group();
    Column met =
        Sql.keysMeet(group.by())
            .and(col(Runs.PARENT).equalTo(col(Tiles.PARENT)))
            .and(col(Runs.BUCKET).equalTo(col(Tiles.BUCKET)))
            .and(col(Tiles.FIRST).geq(col(Runs.LOW)))
            .and(col(Tiles.FIRST).lt(col(Runs.HIGH)))
            // Always so: whoever uses a tile knows its events.
            .and(col(Tiles.KNOWN).leq(col(Names.SEEN)));
    List<Column> columns = query(group);
    tiles.merges().forEach(merge -> merge.columns().forEach(name -> columns.add(col(name))));
    return runs.join(built, met).select(columns.toArray(Column[]::new));
  }

  private static List<Column> query(WindowGroup group) {
    List<Column> columns = new ArrayList<>(List.of(Sql.named(group.queryColumns())));
    if (group.windows().size() > 1) {
      columns.add(col(Runs.WINDOWS));
    }
    return columns;
  }

  private static Column inWindow(WindowGroup group, Partial partial) {
    return group.windows().size() == 1
        ? lit(true)
        : col(Runs.WINDOWS).bitwiseAND(lit(1L << partial.window())).notEqual(lit(0L));
  }
}
