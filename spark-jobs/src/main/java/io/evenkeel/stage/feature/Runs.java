package io.evenkeel.stage.feature;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.expr;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Cuts the windows of queries into runs: of neighbouring tiles that have one parent, and of events
 * in one slice. At each level a window loses its two ragged edges, which are runs, and what is left
 * goes up a level; so a window is a few runs a level, however long it is.
 */
record Runs(Ladder ladder) {
  /** Level of a run: 0 for events, 1 and up for tiles, {@link #LATE_LEVEL} for late events. */
  static final String LEVEL = "__level";

  /** The level of events that are in no tile, in buckets as wide as a sparse key's slices. */
  static final int LATE_LEVEL = -1;

  /** Bits of the width of a parent. */
  static final String PARENT = "__parent";

  /** Number of the slice, or of the parent tile. */
  static final String BUCKET = "__bucket";

  /** Micros: start of a run. */
  static final String LOW = "__low";

  /** Micros: end of a run, not in it. */
  static final String HIGH = "__high";

  /** Bit {@code i} is set where a run is in window number {@code i} of its group. */
  static final String WINDOWS = "__windows";

  /** Windows that the bits of {@link #WINDOWS} can tell apart. */
  static final int MOST_WINDOWS = 62;

  private static final String FROM = "__from";
  private static final String TO = "__to";
  private static final String TILED = "__tiled";
  private static final String STARTS = "__starts";
  private static final String NEXT = "__next";

  /** Returns the runs of events. */
  Dataset<Row> ofEvents(Dataset<Row> queries) {
    String late = "if(%s > 0, %d, 0)".formatted(Ladder.LEVELS, LATE_LEVEL);
    return runs(queries, "sequence(%s, 0)".formatted(ladder.unsettled() ? late : "0"));
  }

  /** Returns the runs of tiles. */
  Dataset<Row> ofTiles(Dataset<Row> queries) {
    return runs(
        queries.filter(col(Ladder.LEVELS).gt(0)), "sequence(1, %s)".formatted(Ladder.LEVELS));
  }

  /**
   * @param queries with their key's ladder
   * @param levels SQL of an array
   */
  private Dataset<Row> runs(Dataset<Row> queries, String levels) {
    int fan = ladder.tiling().fanBits();
    String own = "(%s + greatest(%s - 1, 0) * %d)".formatted(Ladder.BASE, LEVEL, fan);
    String parent =
        "if(%s < 0, %d, %s + %s * %d)".formatted(LEVEL, ladder.widest(), Ladder.BASE, LEVEL, fan);
    String isSplit =
        "%s >= 0 and %1$s < %s and %s <= %s"
            .formatted(LEVEL, Ladder.LEVELS, up(FROM, PARENT), down(TILED, PARENT));
    Dataset<Row> wide =
        segments(queries)
            .withColumn(
                TILED,
                expr(
                    "greatest(%s, least(%s, %s - %s))"
                        .formatted(FROM, TO, Names.END, Ladder.ALLOWANCE)))
            .withColumn(LEVEL, expr("explode(%s)".formatted(levels)))
            .withColumn(PARENT, expr(parent))
            .withColumn(LOW, expr("if(%s = 0, %s, %s)".formatted(LEVEL, FROM, up(FROM, own))))
            .withColumn(HIGH, expr("if(%s = 0, %s, %s)".formatted(LEVEL, TO, down(TILED, own))));
    List<Column> kept = new ArrayList<>(columns(List.of(Names.SEEN, Ladder.MARK, LEVEL, PARENT)));
    kept.add(
        expr("inline(if(%s, array(struct(%s as l, %s as h), struct(%s as l, %s as h)), array(struct(%2$s as l, %5$s as h))))"
                .formatted(isSplit, LOW, up(FROM, PARENT), down(TILED, PARENT), HIGH))
            .as(new String[] {LOW, HIGH}));
    Dataset<Row> runs = wide.select(kept.toArray(Column[]::new)).filter(col(LOW).lt(col(HIGH)));
    return runs.withColumn(
        BUCKET,
        expr(
            "explode(sequence(shiftright(%s, %s), shiftright(%s - 1, %2$s)))"
                .formatted(LOW, PARENT, HIGH)));
  }

  /** Between the starts of a query's windows, and to their common end. */
  private Dataset<Row> segments(Dataset<Row> queries) {
    int windows = ladder.group().windows().size();
    if (windows == 1) {
      return queries.withColumn(FROM, col(Names.start(0))).withColumn(TO, col(Names.END));
    }
    List<String> starts = IntStream.range(0, windows).mapToObj(Names::start).toList();
    String bits =
        IntStream.range(0, windows)
            .mapToObj(i -> "if(%s <= %s, %dL, 0L)".formatted(starts.get(i), FROM, 1L << i))
            .collect(Collectors.joining(" | "));
    return queries
        .withColumn(
            STARTS,
            expr("array_sort(array_distinct(array(%s)))".formatted(String.join(", ", starts))))
        .select(col("*"), expr("posexplode(%s)".formatted(STARTS)).as(new String[] {NEXT, FROM}))
        .withColumn(TO, expr("coalesce(get(%s, %s + 1), %s)".formatted(STARTS, NEXT, Names.END)))
        .withColumn(WINDOWS, expr(bits));
  }

  private List<Column> columns(List<String> more) {
    List<String> names = new ArrayList<>(ladder.group().queryColumns());
    if (ladder.group().windows().size() > 1) {
      names.add(WINDOWS);
    }
    names.addAll(more);
    return List.of(Sql.named(names));
  }

  private static String down(String micros, String bits) {
    return "shiftleft(shiftright(%s, %s), %2$s)".formatted(micros, bits);
  }

  private static String up(String micros, String bits) {
    return "shiftleft(shiftright(%s + shiftleft(1L, %s) - 1, %2$s), %2$s)".formatted(micros, bits);
  }
}
