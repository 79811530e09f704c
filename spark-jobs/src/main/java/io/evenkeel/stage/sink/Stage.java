package io.evenkeel.stage.sink;

import io.evenkeel.run.Claim;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/**
 * A generation's outcomes as they lie in the staging area, whole: it has a manifest.
 *
 * @param claim of the run that staged them, which need not be the run that publishes them
 * @param data the folder of the rows
 * @param manifestSha256 of the manifest, which has the digest of every file of rows
 */
public record Stage(Claim claim, String data, String manifestSha256) {
  /** Returns the rows, in {@link StagedRows#SCHEMA}; a changed page of a file fails the task. */
  Dataset<Row> rows(SparkSession spark) {
    return spark
        .read()
        .schema(StagedRows.SCHEMA)
        .option("parquet.page.verify-checksum.enabled", "true")
        .parquet(data);
  }

  /**
   * Returns {@code row_id} and {@code row}, what the model was given as JSON, of the scored rows
   * that are in the run's sample.
   */
  public Dataset<Row> fed(SparkSession spark) {
    return rows(spark, StagedRows.SCORED).where("row is not null").select("row_id", "row");
  }

  /** Returns how each task scored: the rows of the kind {@link StagedRows#TASK}. */
  public Dataset<Row> tasks(SparkSession spark) {
    return rows(spark, StagedRows.TASK);
  }

  /** Returns the rows of one kind, reading only their files. */
  Dataset<Row> rows(SparkSession spark, String kind) {
    return rows(spark).where("kind = '" + kind + "'");
  }
}
