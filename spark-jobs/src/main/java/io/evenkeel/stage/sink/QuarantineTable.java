package io.evenkeel.stage.sink;

import static org.apache.spark.sql.functions.lit;

import io.evenkeel.delta.CommentedTable;
import io.evenkeel.delta.CommentedTable.Column;
import io.evenkeel.delta.OnceOnly;
import io.evenkeel.run.Claim;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/**
 * The Delta table of rows that must not be scored, with the reasons. It is published before the
 * predictions, so that no published day lacks its quarantine.
 *
 * @param path of the table; it is made on first use
 */
public record QuarantineTable(SparkSession spark, String path) {
  private static final CommentedTable TABLE =
      new CommentedTable(
          "One row for each row of a model and day that was not scored, with the reason",
          List.of(
              new Column("model", "STRING", "Name of the model"),
              new Column("score_date", "DATE", "Day for which the row was to be scored"),
              new Column("row_id", "STRING", "Key of the row; null where the spine's is null"),
              new Column("reason", "STRING", "Why, by the first breach, such as missing"),
              new Column("column", "STRING", "Column of the first breach"),
              new Column("value", "STRING", "Its value as text; null where it is missing"),
              new Column(
                  "breaches",
                  "ARRAY<STRUCT<column: STRING, reason: STRING, value: STRING>>",
                  "Every breach of the row"),
              new Column("row", "STRING", "The row's feature values, as a JSON object"),
              new Column("run_id", "STRING", "Run that quarantined the row; see table runs"),
              new Column("generation", "INT", "Number of that run within model and day, from 1"),
              new Column("quarantined_at", "TIMESTAMP", "When the run scored the others")),
          List.of("model", "score_date"),
          Map.of());

  /** Replaces the slot's quarantine; as {@link PredictionsTable#publish}, also without any row. */
  public OnceOnly.Commit publish(Claim claim, AuditedStage audited, Instant quarantinedAt) {
    SlotOverwrite slot = new SlotOverwrite(spark, path, TABLE);
    long expected = audited.report().quarantined().rows();
    if (slot.takesFiles() && expected == 0) {
      return slot.commit(claim, audited.stage(), List.of(), expected);
    }
    Dataset<Row> rows =
        audited
            .stage()
            .rows(spark, StagedRows.QUARANTINED)
            .withColumn("quarantined_at", lit(quarantinedAt));
    return slot.write(claim, audited.stage(), rows, expected);
  }
}
