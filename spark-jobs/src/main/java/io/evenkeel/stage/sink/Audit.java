package io.evenkeel.stage.sink;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.xxhash64;

import io.evenkeel.profile.SlicedCounts;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/**
 * Counts what is in a stage, reading each row once. The driver receives one row for each reason and
 * column, and one for each profile, and for each slice's; nothing that grows with the rows.
 */
public record Audit(SparkSession spark) {
  /** Counts a stage. */
  public AuditReport of(Stage stage) {
    ScoredKeys scored = scored(stage);
    RowTally quarantined = RowTally.NONE;
    Map<String, Long> reasons = new TreeMap<>();
    for (Row group : quarantined(stage)) {
      RowTally tally = RowTally.of(group, 2);
      quarantined = quarantined.plus(tally);
      reasons.put(group.getString(0) + " of " + group.getString(1), tally.rows());
    }
    return new AuditReport(
        scored.tally(),
        quarantined,
        reasons,
        scored.invalid(),
        scored.repeated() == 0 ? 0 : duplicateKeys(stage),
        profileCounts(stage));
  }

  private ScoredKeys scored(Stage stage) {
    long bytes = stage.files(StagedRows.SCORED).stream().mapToLong(StagedFile::length).sum();
    return ScoredKeys.of(stage.rows(spark, StagedRows.SCORED), bytes);
  }

  /** Mostly there are none, which no job is needed to see. */
  private List<Row> quarantined(Stage stage) {
    if (stage.files(StagedRows.QUARANTINED).isEmpty()) {
      return List.of();
    }
    List<Column> tally = RowTally.columns(col("row_id"));
    return stage
        .rows(spark, StagedRows.QUARANTINED)
        .groupBy(col("reason"), col("column"))
        .agg(tally.get(0), tally.get(1), tally.get(2))
        .collectAsList();
  }

  private SlicedCounts profileCounts(Stage stage) {
    return ProfileSums.of(stage.rows(spark, StagedRows.PROFILE));
  }

  /** Two keys may have one hash: where hashes repeat, the keys themselves are compared. */
  private long duplicateKeys(Stage stage) {
    Dataset<Row> keys =
        stage
            .rows(spark, StagedRows.SCORED)
            .select(col("row_id"), xxhash64(col("row_id")).as("hash"));
    Dataset<Row> repeated = keys.groupBy("hash").count().where("count > 1").select("hash");
    Dataset<Row> copies =
        keys.join(repeated, new String[] {"hash"}, "left_semi")
            .groupBy("row_id")
            .count()
            .where("count > 1");
    return copies.selectExpr("coalesce(sum(count - 1), 0)").first().getLong(0);
  }
}
