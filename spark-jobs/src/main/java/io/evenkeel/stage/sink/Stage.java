package io.evenkeel.stage.sink;

import io.evenkeel.run.Claim;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.StructType;

/**
 * A generation's outcomes as they lie in the staging area, whole: it has a manifest.
 *
 * @param claim of the run that staged them, which need not be the run that publishes them
 * @param data the folder of the rows
 * @param manifestSha256 of the manifest, which has the digest of every file of rows
 * @param files as the manifest has them
 */
public record Stage(Claim claim, String data, String manifestSha256, List<StagedFile> files) {
  /** Copies the list. */
  public Stage {
    files = List.copyOf(files);
  }

  /** Returns the rows, in {@link StagedRows#SCHEMA}; a changed page of a file fails the task. */
  Dataset<Row> rows(SparkSession spark) {
    return rows(spark, StagedRows.SCHEMA);
  }

  private Dataset<Row> rows(SparkSession spark, StructType columns) {
    return spark
        .read()
        .schema(columns)
        .option("parquet.page.verify-checksum.enabled", "true")
        .parquet(data);
  }

  /**
   * Returns {@code row_id} and {@code row}, what the model was given as JSON, of the scored rows
   * that are in the run's sample.
   */
  public Dataset<Row> fed(SparkSession spark) {
    return rows(spark, StagedRows.FED).select("row_id", "row");
  }

  /** Returns how each task scored: the rows of the kind {@link StagedRows#TASK}. */
  public Dataset<Row> tasks(SparkSession spark) {
    return rows(spark, StagedRows.TASK);
  }

  /** Returns the files of one kind. */
  List<StagedFile> files(String kind) {
    return files.stream().filter(file -> file.path().startsWith("kind=" + kind + "/")).toList();
  }

  /**
   * Returns the scored rows as their files have them, with what gave the scores.
   *
   * @param columns of the published table; those that the files lack are null
   */
  Dataset<Row> published(SparkSession spark, StructType columns) {
    return rows(spark, columns.add("kind", "string")).where(ofKind(StagedRows.SCORED));
  }

  /** Returns the rows of one kind, reading only their files. */
  Dataset<Row> rows(SparkSession spark, String kind) {
    return rows(spark).where(ofKind(kind));
  }

  private static String ofKind(String kind) {
    return "kind = '" + kind + "'";
  }
}
