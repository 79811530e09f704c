package io.evenkeel.stage.sink;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count_if;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.min;
import static org.apache.spark.sql.functions.posexplode;
import static org.apache.spark.sql.functions.size;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.functions.xxhash64;

import io.evenkeel.fault.EvenkeelException;
import io.evenkeel.fault.Fault;
import io.evenkeel.profile.Slice;
import io.evenkeel.profile.SlicedCounts;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/**
 * Counts what is in a stage. The driver receives one row for each reason and column, and one for
 * each position of a profile, and of each slice's; nothing that grows with the rows.
 */
public record Audit(SparkSession spark) {
  /** Counts a stage. */
  public AuditReport of(Stage stage) {
    RowTally scored = RowTally.NONE;
    RowTally quarantined = RowTally.NONE;
    Map<String, Long> reasons = new TreeMap<>();
    long invalid = 0;
    for (Row group : tallies(stage)) {
      RowTally tally = RowTally.of(group, 3);
      if (group.getString(0).equals(StagedRows.SCORED)) {
        scored = scored.plus(tally);
        invalid += group.getLong(6);
      } else {
        quarantined = quarantined.plus(tally);
        reasons.put(group.getString(1) + " of " + group.getString(2), tally.rows());
      }
    }
    return new AuditReport(
        scored, quarantined, reasons, invalid, duplicateKeys(stage), profileCounts(stage));
  }

  private List<Row> tallies(Stage stage) {
    List<Column> tally = RowTally.columns(col("row_id"));
    Column invalid =
        count_if(col("row_id").isNull().or(col("score").isNull()).or(col("score").isNaN()));
    return stage
        .rows(spark)
        .where(col("kind").isin(StagedRows.SCORED, StagedRows.QUARANTINED))
        .groupBy(col("kind"), col("reason"), col("column"))
        .agg(tally.get(0), tally.get(1), tally.get(2), invalid)
        .collectAsList();
  }

  /** Compares hashes first: almost always none repeats, and they are cheaper to bring together. */
  private long duplicateKeys(Stage stage) {
    Dataset<Row> keys =
        stage
            .rows(spark, StagedRows.SCORED)
            .select(col("row_id"), xxhash64(col("row_id")).as("hash"));
    Dataset<Row> repeated = keys.groupBy("hash").count().where("count > 1").select("hash");
    if (repeated.isEmpty()) {
      return 0;
    }
    Dataset<Row> copies =
        keys.join(repeated, new String[] {"hash"}, "left_semi")
            .groupBy("row_id")
            .count()
            .where("count > 1");
    return copies.selectExpr("coalesce(sum(count - 1), 0)").first().getLong(0);
  }

  /** Sums each position of each profile over the tasks, for all rows and for each slice. */
  private SlicedCounts profileCounts(Stage stage) {
    Dataset<Row> parts =
        stage
            .rows(spark, StagedRows.PROFILE)
            .select(
                coalesce(col("column"), lit(Slice.ALL.key())).as("key"),
                coalesce(col("value"), lit(Slice.ALL.value())).as("value"),
                col("profile_feature").as("feature"),
                col("profile_counts").as("counts"));
    Map<Slice, Map<String, long[]>> counts = new LinkedHashMap<>();
    counts.put(Slice.ALL, new TreeMap<>());
    for (Row row : lengths(parts)) {
      if (row.getInt(3) != row.getInt(4)) {
        throw EvenkeelException.of(
            Fault.INTERNAL,
            "Tasks counted the profile of '%s' in %d and in %d positions"
                .formatted(row.getString(2), row.getInt(3), row.getInt(4)));
      }
      counts
          .computeIfAbsent(slice(row), x -> new TreeMap<>())
          .put(row.getString(2), new long[row.getInt(3)]);
    }
    parts
        .select(col("key"), col("value"), col("feature"), posexplode(col("counts")))
        .where(col("col").notEqual(0))
        .groupBy("key", "value", "feature", "pos")
        .agg(sum("col"))
        .collectAsList()
        .forEach(
            row ->
                counts.getOrDefault(slice(row), Map.of())
                        .getOrDefault(row.getString(2), new long[0])[row.getInt(3)] =
                    row.getLong(4));
    return new SlicedCounts(counts);
  }

  private static Slice slice(Row row) {
    return new Slice(row.getString(0), row.getString(1));
  }

  private static List<Row> lengths(Dataset<Row> parts) {
    Column length = size(col("counts"));
    return parts.groupBy("key", "value", "feature").agg(min(length), max(length)).collectAsList();
  }
}
