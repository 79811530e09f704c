package io.evenkeel.stage.feature;

import static org.apache.spark.sql.functions.array;
import static org.apache.spark.sql.functions.array_min;
import static org.apache.spark.sql.functions.broadcast;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.expr;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.min;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.functions.when;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Which keys have tiles, and how wide. Widths are powers of two in microseconds: events lie in
 * slices of {@code 2^base}, and a tile of level {@code j} is {@code 2^(base + fanBits (j - 1))}
 * wide. A key's base follows from its number of events, so that a slice holds few of them whatever
 * the key. A key with few events or queries has no tiles but wide slices.
 *
 * @param group whose windows are folded
 * @param tiling which keys are dense
 */
record Ladder(WindowGroup group, Tiling tiling) {
  /** Bits of the width of a slice of events. */
  static final String BASE = "__base";

  /** Number of levels of tiles; 0 for a key without. */
  static final String LEVELS = "__levels";

  /**
   * Micros. An event that is known so soon after the group's own delay is settled and goes into
   * tiles; a query uses only tiles that end so long before its windows do.
   */
  static final String ALLOWANCE = "__allowance";

  /** Base and levels of a key in one number. */
  static final String MARK = "__mark";

  /** All columns of a ladder. */
  static final List<String> COLUMNS = List.of(BASE, LEVELS, ALLOWANCE, MARK);

  private static final String LATE = "__late";
  private static final String QUERIES = "__queries";
  private static final String EVENTS = "__events";
  private static final String SPAN = "__span";
  private static final String CHEAPEST = "__cheapest";
  private static final String OF = "_of_";
  private static final long BROADCAST_AT_MOST = 100_000;

  private static final List<Duration> ALLOWANCES =
      List.of(
          Duration.ZERO,
          Duration.ofSeconds(1),
          Duration.ofMinutes(1),
          Duration.ofMinutes(15),
          Duration.ofHours(1),
          Duration.ofHours(6),
          Duration.ofDays(1),
          Duration.ofDays(7));

  /**
   * The keys that have tiles.
   *
   * @param keys called as a query's, with their ladder
   * @param size how many there are
   */
  record Dense(Dataset<Row> keys, long size) {}

  /** Returns the dense keys, which it counts in a job. */
  Dense dense(Dataset<Row> events, Dataset<Row> queries) {
    // Kept, so that the sides of a join have the same ladder however often they are computed.
    Dataset<Row> keys = Kept.of(found(events, queries));
    return new Dense(keys, keys.count());
  }

  private Dataset<Row> found(Dataset<Row> events, Dataset<Row> queries) {
    Dataset<Row> asking =
        queries
            .groupBy(Sql.named(queryKeys()))
            .agg(count(lit(1)).as(QUERIES))
            .filter(col(QUERIES).geq(lit(tiling.queries())));
    List<Column> ladder = new ArrayList<>(List.of(Sql.named(queryKeys())));
    ladder.add(base().as(BASE));
    ladder.add(col(CHEAPEST + ".allowance").as(ALLOWANCE));
    return asking
        .join(counted(events), Sql.keysMeet(group.by()))
        .select(ladder.toArray(Column[]::new))
        .withColumn(LEVELS, levels());
  }

  private Dataset<Row> counted(Dataset<Row> events) {
    List<Column> counts = new ArrayList<>();
    counts.add(max(col(Names.TIME)).minus(min(col(Names.TIME))).plus(lit(1L)).as(SPAN));
    for (int i = 0; i < allowances().size(); i++) {
      Column late = not(settled(lit(Sql.micros(allowances().get(i)))));
      counts.add(sum(when(late, lit(1L)).otherwise(lit(0L))).as(LATE + i));
    }
    Column inWindow =
        expr("%s * least(1d, %dd / %s)".formatted(EVENTS, Sql.micros(group.longest()), SPAN));
    List<Column> candidates =
        IntStream.range(0, allowances().size()).mapToObj(this::candidate).toList();
    return events
        .groupBy(Sql.named(sourceKeys()))
        .agg(count(col(Names.TIME)).as(EVENTS), counts.toArray(Column[]::new))
        .filter(inWindow.geq(lit(tiling.events())))
        .withColumn(CHEAPEST, array_min(array(candidates.toArray(Column[]::new))));
  }

  /** Events that a query meets one by one: those of the last moments, and those not settled. */
  private Column candidate(int i) {
    long allowance = Sql.micros(allowances().get(i));
    return struct(
        expr("%s * (%dd / %s) + %s".formatted(EVENTS, allowance, SPAN, LATE + i)).as("cost"),
        lit(allowance).as("allowance"));
  }

  private List<Duration> allowances() {
    return group.events().lags() ? ALLOWANCES : ALLOWANCES.subList(0, 1);
  }

  /** At least a quarter of the allowance, since what is younger is met slice by slice. */
  private Column base() {
    return expr(
        "greatest(0, least(%d, greatest(cast(floor(log2(%s * %dd / %s)) as int), cast(floor(log2(%s + 1d)) as int) - 2)))"
            .formatted(widest(), SPAN, tiling.perTile(), EVENTS, CHEAPEST + ".allowance"));
  }

  /** As many as it takes for two tiles of one more level to hold the longest window. */
  private Column levels() {
    return expr("greatest(1, (%d - %s) div %d)"
            .formatted(bits() + tiling.fanBits() - 1, BASE, tiling.fanBits()))
        .cast("int");
  }

  /** Returns bits of a width that no window exceeds. */
  private int bits() {
    return Long.SIZE - Long.numberOfLeadingZeros(Sql.micros(group.longest()));
  }

  /** Returns bits of the width of a sparse key's slice: a window touches at most five. */
  int widest() {
    return Math.max(0, bits() - 2);
  }

  /** Tells whether instants and widths of tiles stay far from the ends of 64 bits. */
  boolean fits() {
    return bits() + tiling.fanBits() < 60;
  }

  /** Tells whether an event counts for whatever query uses a tile that it is in. */
  Column settled(Column allowance) {
    long delay = Sql.micros(group.seenAfter().minus(group.endAfter()));
    Column prompt = col(Names.KNOWN).minus(col(Names.TIME)).leq(allowance.plus(lit(delay)));
    return group.events().deduplicates() ? prompt.and(col(Names.UNTIL).isNull()) : prompt;
  }

  /** Tells whether there can be events that are not settled. */
  boolean unsettled() {
    return group.events().lags() || group.events().deduplicates();
  }

  /** Returns queries with {@link #COLUMNS} of their key. */
  Dataset<Row> ontoQueries(Dataset<Row> queries, Dense dense) {
    return onto(queries, queryKeys(), dense);
  }

  /** Returns events with {@link #COLUMNS} of their key. */
  Dataset<Row> ontoEvents(Dataset<Row> events, Dense dense) {
    return onto(events, sourceKeys(), dense);
  }

  private Dataset<Row> onto(Dataset<Row> rows, List<String> keys, Dense dense) {
    Dataset<Row> renamed = dense.keys();
    List<Column> met = new ArrayList<>();
    List<String> others = queryKeys().stream().map(key -> OF + key).toList();
    for (int i = 0; i < keys.size(); i++) {
      renamed = renamed.withColumnRenamed(queryKeys().get(i), others.get(i));
      met.add(col(keys.get(i)).equalTo(col(others.get(i))));
    }
    Dataset<Row> small = dense.size() <= BROADCAST_AT_MOST ? broadcast(renamed) : renamed;
    return Sql.without(rows.join(small, Sql.all(met), "left"), others)
        .withColumn(BASE, expr("coalesce(%s, %d)".formatted(BASE, widest())))
        .withColumn(LEVELS, expr("coalesce(%s, 0)".formatted(LEVELS)))
        .withColumn(ALLOWANCE, expr("coalesce(%s, 0L)".formatted(ALLOWANCE)))
        .withColumn(MARK, expr("%s * %d + %s".formatted(LEVELS, Long.SIZE, BASE)));
  }

  private List<String> sourceKeys() {
    return group.by().stream().map(Names::sourceKey).toList();
  }

  private List<String> queryKeys() {
    return group.by().stream().map(Names::queryKey).toList();
  }
}
