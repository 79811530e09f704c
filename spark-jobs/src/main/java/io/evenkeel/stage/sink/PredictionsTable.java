package io.evenkeel.stage.sink;

import io.evenkeel.delta.CommentedTable;
import io.evenkeel.delta.CommentedTable.Column;
import io.evenkeel.delta.OnceOnly;
import io.evenkeel.run.Claim;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.SparkSession;

/**
 * The Delta table that people read. One slot's rows always come from one generation.
 *
 * @param path of the table; it is made on first use
 */
public record PredictionsTable(SparkSession spark, String path) {
  private static final CommentedTable TABLE =
      new CommentedTable(
          "One row for each scored row of a model and day; a day's rows come from one run",
          List.of(
              new Column("model", "STRING", "Name of the model"),
              new Column("score_date", "DATE", "Day for which the row was scored"),
              new Column("row_id", "STRING", "Key of the scored row, unique within model and day"),
              new Column("score", "DOUBLE", "The model's output; for a classifier a probability"),
              new Column("class", "STRING", "Predicted class; null for a regressor"),
              new Column(
                  "outputs",
                  "MAP<STRING, ARRAY<DOUBLE>>",
                  "What else the model's metadata keeps of its output, by name; null if nothing"),
              new Column("model_version", "STRING", "Version of the model"),
              new Column("model_sha256", "STRING", "SHA-256 of the model's file"),
              new Column("feature_set", "STRING", "Name of the feature definition"),
              new Column("feature_fingerprint", "STRING", "SHA-256 of the feature definition"),
              new Column("run_id", "STRING", "Run that published the row; see table runs"),
              new Column("generation", "INT", "Number of that run within model and day, from 1"),
              new Column("as_of", "TIMESTAMP", "Prediction moment: nothing later was looked at"),
              new Column("scored_at", "TIMESTAMP", "When the run began to score")),
          List.of("model", "score_date"),
          Map.of());

  /** Returns the names of the columns that the table's files have. */
  static List<String> dataColumns() {
    return Arrays.stream(TABLE.schema().fieldNames())
        .filter(name -> !TABLE.partitionedBy().contains(name))
        .toList();
  }

  /**
   * Replaces the slot's predictions by those of a stage, whose files become the table's. Where they
   * can't, because another run staged them, whose name they have, or because somebody set up the
   * table as one that takes no files, their rows are written anew. Doing it again for the same
   * claim changes nothing.
   *
   * @return the commit, read back
   * @throws io.evenkeel.fault.EvenkeelException with fault FENCED, if a newer generation is in the
   *     table; RETRYABLE, if the commit failed, or a file is not as it was staged and audited
   */
  public OnceOnly.Commit publish(Claim claim, AuditedStage audited) {
    Stage stage = audited.stage();
    SlotOverwrite slot = new SlotOverwrite(spark, path, TABLE);
    long expected = audited.report().scored().rows();
    if (slot.takesFiles() && stage.claim().equals(claim)) {
      return slot.commit(claim, stage, stage.files(StagedRows.SCORED), expected);
    }
    return slot.write(claim, stage, stage.published(spark, TABLE.schema()), expected);
  }
}
