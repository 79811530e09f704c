package io.evenkeel.stage.feature;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.expr;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.min;
import static org.apache.spark.sql.functions.sum;

import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * How many events and queries keys have, about: a share of the events is counted, once.
 *
 * @param counted keys with how many events they have and over what span of time
 */
record Density(WindowGroup group, Sizing sizing, Dataset<Row> counted) {
  /** Bits of the width, in micros, of a span of time in which a key has about as many as it may. */
  static final String BITS = "__bits";

  private static final int FEWEST_GROUPS = 1 << 10;

  /** Each has some room in each task that packs: of very many events a group has more. */
  private static final int MOST_GROUPS = 1 << 16;

  private static final String EVENTS = "__events";
  private static final String QUERIES = "__queries";
  private static final String SPAN = "__span";

  /** Counts some events. */
  static Density of(WindowGroup group, Sizing sizing, Dataset<Row> events) {
    return new Density(group, sizing, Kept.of(counted(group, sizing, events)));
  }

  /** Tells in a job whether queries meet so many events that these are better folded first. */
  boolean meetsMany(Dataset<Row> queries) {
    Dataset<Row> asking =
        queries.groupBy(Sql.named(keys(group, false))).agg(count(lit(1)).as(QUERIES));
    Column pairs =
        expr(
            "%s * %s * least(1d, %dd / %s)"
                .formatted(QUERIES, EVENTS, Sql.micros(group.longest()), SPAN));
    Row found =
        counted
            .join(asking, Sql.keysMeet(group.by()), "left")
            .agg(coalesce(sum(pairs), lit(0.0)), coalesce(sum(col(EVENTS)), lit(0.0)))
            .first();
    return found.getDouble(0) >= sizing.pairs() * Math.max(1, found.getDouble(1));
  }

  /**
   * Returns the keys, called as a query's, that have more events than a task should hold, with
   * {@link #BITS}.
   */
  Dataset<Row> hot() {
    Column[] renamed =
        group.by().stream()
            .map(key -> col(Names.sourceKey(key)).as(Names.queryKey(key)))
            .toArray(Column[]::new);
    List<Column> columns = new ArrayList<>(List.of(renamed));
    columns.add(
        expr("cast(greatest(0, least(62, floor(log2(%s * %dd / %s)))) as int)"
                .formatted(SPAN, sizing.events(), EVENTS))
            .as(BITS));
    return Kept.of(
        counted
            .filter(col(EVENTS).gt(lit(sizing.events())))
            .select(columns.toArray(Column[]::new)));
  }

  /**
   * Returns into how many groups keys are put so that a group has about as many events as {@link
   * Sizing#TOGETHER} says; of few events there are more groups, which many tasks can share.
   */
  int groups() {
    double events = counted.agg(coalesce(sum(col(EVENTS)), lit(0.0))).first().getDouble(0);
    return (int) Math.max(FEWEST_GROUPS, Math.min(MOST_GROUPS, events / Sizing.TOGETHER));
  }

  private static Dataset<Row> counted(WindowGroup group, Sizing sizing, Dataset<Row> events) {
    Dataset<Row> sample = sizing.share() < 1 ? events.sample(false, sizing.share(), 17) : events;
    return sample
        .na()
        .drop(keys(group, true).toArray(String[]::new))
        .groupBy(Sql.named(keys(group, true)))
        .agg(
            count(lit(1)).divide(lit(sizing.share())).as(EVENTS),
            max(col(Names.TIME)).minus(min(col(Names.TIME))).plus(lit(1L)).as(SPAN));
  }

  private static List<String> keys(WindowGroup group, boolean ofEvents) {
    return group.by().stream().map(ofEvents ? Names::sourceKey : Names::queryKey).toList();
  }
}
