package io.evenkeel.stage.feature;

import static org.apache.spark.sql.functions.array;
import static org.apache.spark.sql.functions.broadcast;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.expr;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.min;
import static org.apache.spark.sql.functions.percentile_approx;
import static org.apache.spark.sql.functions.sum;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * How many events and queries keys have, about: a share of the events is counted, once.
 *
 * @param sample the events that are counted
 * @param counted keys with how many events they have and over what span of time
 */
record Density(WindowGroup group, Sizing sizing, Dataset<Row> sample, Dataset<Row> counted) {
  /** {@link SliceCuts} of a key, in micros. */
  static final String CUTS = "__cuts";

  /** A quantile is off by a slice divided by this, at most. */
  private static final int EXACTNESS = 8;

  /**
   * With more quantiles a plan would be slow to make. A key of some hundred million events and more
   * has this many slices, which then hold more events.
   */
  private static final int MOST_SLICES = 1 << 12;

  /** Of the quantiles, those that cut a key into as many slices as its events need. */
  private static final String EVERY =
      "array_distinct(filter(%1$s, (cut, i) -> (i + 1) %% "
          + "greatest(1, cast(floor(%2$d * %4$dd / %3$s) as int)) = 0))";

  private static final int FEWEST_GROUPS = 1 << 10;

  /** Each has some room in each task that packs: of very many events a group has more. */
  private static final int MOST_GROUPS = 1 << 16;

  private static final String EVENTS = "__events";
  private static final String QUERIES = "__queries";
  private static final String SPAN = "__span";

  /** Counts some events. */
  static Density of(WindowGroup group, Sizing sizing, Dataset<Row> events) {
    Dataset<Row> sample =
        (sizing.share() < 1 ? events.sample(false, sizing.share(), 17) : events)
            .na()
            .drop(keys(group, true).toArray(String[]::new));
    return new Density(group, sizing, sample, Kept.of(counted(group, sizing, sample)));
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
   * {@link #CUTS}: between two cuts there are about as many events as a task should hold, wherever
   * in time they crowd; but events of one instant are not told apart. Starts a job; where there is
   * such a key, the same share of its events is read once more.
   *
   * @return empty where no key has so many
   */
  Optional<Dataset<Row>> hot() {
    Dataset<Row> hot = counted.filter(col(EVENTS).gt(lit(sizing.events())));
    Row most = hot.agg(max(col(EVENTS))).first();
    return most.isNullAt(0) ? Optional.empty() : Optional.of(cut(hot, parts(most.getDouble(0))));
  }

  private Dataset<Row> cut(Dataset<Row> hot, int parts) {
    Column[] quantiles =
        IntStream.range(1, parts).mapToObj(i -> lit(i / (double) parts)).toArray(Column[]::new);
    List<Column> columns = new ArrayList<>();
    group.by().forEach(key -> columns.add(col(Names.sourceKey(key)).as(Names.queryKey(key))));
    columns.add(expr(EVERY.formatted(CUTS, parts, EVENTS, sizing.events())).as(CUTS));
    Column[] keys = Sql.named(keys(group, true));
    return Kept.of(
        sample
            .join(broadcast(hot), keys(group, true).toArray(String[]::new))
            .groupBy(keys)
            .agg(
                percentile_approx(col(Names.TIME), array(quantiles), lit(parts * EXACTNESS))
                    .as(CUTS),
                max(col(EVENTS)).as(EVENTS))
            .select(columns.toArray(Column[]::new)));
  }

  /** Slices of the key with most events: a power of two, of which keys with fewer take a part. */
  private int parts(double events) {
    double slices = Math.min(MOST_SLICES, Math.max(2, events / sizing.events()));
    return Integer.highestOneBit((int) Math.ceil(slices) - 1) << 1;
  }

  /**
   * Returns into how many groups keys are put so that a group has about as many events as {@link
   * Sizing#TOGETHER} says; of few events there are more groups, which many tasks can share.
   */
  int groups() {
    double events = counted.agg(coalesce(sum(col(EVENTS)), lit(0.0))).first().getDouble(0);
    return (int) Math.max(FEWEST_GROUPS, Math.min(MOST_GROUPS, events / Sizing.TOGETHER));
  }

  private static Dataset<Row> counted(WindowGroup group, Sizing sizing, Dataset<Row> sample) {
    return sample
        .groupBy(Sql.named(keys(group, true)))
        .agg(
            count(lit(1)).divide(lit(sizing.share())).as(EVENTS),
            max(col(Names.TIME)).minus(min(col(Names.TIME))).plus(lit(1L)).as(SPAN));
  }

  private static List<String> keys(WindowGroup group, boolean ofEvents) {
    return group.by().stream().map(ofEvents ? Names::sourceKey : Names::queryKey).toList();
  }
}
