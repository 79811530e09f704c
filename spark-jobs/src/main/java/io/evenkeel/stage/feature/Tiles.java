package io.evenkeel.stage.feature;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.expr;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.min;
import static org.apache.spark.sql.functions.when;

import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Events in slices, and tiles of what their settled events fold to.
 *
 * @param merges what a tile holds
 */
record Tiles(Ladder ladder, List<Merge> merges) {
  /** Bits of the width of a tile's parent. */
  static final String PARENT = "__tile_parent";

  /** Number of a tile's parent. */
  static final String BUCKET = "__tile_bucket";

  /** Micros: time of a tile's first event, which is in a run just where the tile is. */
  static final String FIRST = "__tile_first";

  /** The level at which an event is placed, as {@link Runs#LEVEL}. */
  static final String PLACE = "__place";

  /** The slice or bucket in which an event is placed. */
  static final String SLICE = "__slice";

  /** {@link Ladder#MARK} of the tiles that hold an event, or less where none does. */
  static final String HELD = "__held";

  /** Micros: when the last event of a tile could first be seen. */
  static final String KNOWN = "__tile_known";

  private static final String NUMBER = "__number";
  private static final int NOT_HELD = -1;

  /** Returns the columns in which events of one slice agree. */
  List<String> slice() {
    List<String> columns = sourceKeys();
    if (ladder.unsettled()) {
      columns.add(PLACE);
    }
    columns.add(SLICE);
    return columns;
  }

  /**
   * Puts events into slices, and those that no tile holds also into buckets of late events. What is
   * returned is parted by slice and read twice. Both readers filter and use the same columns, so
   * that Spark shuffles once for both.
   *
   * @param events with their key's ladder
   */
  Dataset<Row> place(Dataset<Row> events) {
    Column held = col(Ladder.LEVELS).gt(lit(0));
    String slice = "shiftright(%s, %s)".formatted(Names.TIME, Ladder.BASE);
    Dataset<Row> placed;
    if (ladder.unsettled()) {
      String late = "shiftright(%s, %d)".formatted(Names.TIME, ladder.widest());
      placed =
          events
              .withColumn(
                  HELD,
                  when(held.and(ladder.settled(col(Ladder.ALLOWANCE))), col(Ladder.MARK))
                      .otherwise(lit(NOT_HELD)))
              .select(
                  col("*"),
                  expr("inline(if(%s = 0 or %s >= 0, array(struct(0 as p, %s as s)), array(struct(0 as p, %3$s as s), struct(%d as p, %s as s))))"
                          .formatted(Ladder.LEVELS, HELD, slice, Runs.LATE_LEVEL, late))
                      .as(new String[] {PLACE, SLICE}));
    } else {
      placed =
          events
              .withColumn(HELD, when(held, col(Ladder.MARK)).otherwise(lit(NOT_HELD)))
              .withColumn(SLICE, expr(slice));
    }
    List<String> never = slice();
    never.addAll(List.of(Names.TIME, Names.KNOWN, HELD));
    return Sql.without(placed, Ladder.COLUMNS)
        .filter(Sql.all(never.stream().map(name -> col(name).isNotNull()).toList()))
        .repartition(Sql.named(slice()));
  }

  /**
   * Returns tiles of all levels, with {@link Runs#PARENT}, {@link Runs#BUCKET}, {@link #FIRST} and
   * {@link #KNOWN}.
   *
   * @param placed what {@link #place} returned
   */
  Dataset<Row> of(Dataset<Row> placed) {
    Column counted = col(HELD).geq(lit(0));
    if (ladder.group().events().deduplicates()) {
      counted = counted.and(col(Names.UNTIL).isNull());
    }
    List<Column> parts = new ArrayList<>();
    parts.add(min(when(counted, col(Names.TIME))).as(FIRST));
    parts.add(max(when(counted, col(Names.KNOWN))).as(KNOWN));
    for (Merge merge : merges) {
      parts.addAll(merge.ofEvents(counted));
    }
    Dataset<Row> slices =
        placed
            .groupBy(Sql.named(slice()))
            .agg(max(col(HELD)).as(HELD), parts.toArray(Column[]::new))
            .filter(col(HELD).geq(lit(0)));
    return higher(slices);
  }

  private Dataset<Row> higher(Dataset<Row> slices) {
    int fan = ladder.tiling().fanBits();
    List<String> tile = sourceKeys();
    tile.addAll(List.of(PARENT, BUCKET, NUMBER));
    List<Column> parts = new ArrayList<>();
    parts.add(max(col(KNOWN)).as(KNOWN));
    merges.forEach(merge -> parts.addAll(merge.ofParts()));
    String base = "%s %% %d".formatted(HELD, Long.SIZE);
    String levels = "%s div %d".formatted(HELD, Long.SIZE);
    return slices
        .withColumn(Runs.LEVEL, expr("explode(sequence(1, cast(%s as int)))".formatted(levels)))
        .withColumn(PARENT, expr("%s + %s * %d".formatted(base, Runs.LEVEL, fan)))
        .withColumn(NUMBER, expr("shiftright(%s, %s - %d)".formatted(FIRST, PARENT, fan)))
        .withColumn(BUCKET, expr("shiftright(%s, %d)".formatted(NUMBER, fan)))
        .groupBy(Sql.named(tile))
        .agg(min(col(FIRST)).as(FIRST), parts.toArray(Column[]::new))
        .drop(NUMBER);
  }

  private List<String> sourceKeys() {
    return new ArrayList<>(ladder.group().by().stream().map(Names::sourceKey).toList());
  }
}
