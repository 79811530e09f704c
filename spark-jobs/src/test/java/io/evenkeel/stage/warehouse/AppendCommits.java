package io.evenkeel.stage.warehouse;

import org.apache.spark.sql.SparkSession;

/** A process that appends to a Delta table, one row in each commit. */
final class AppendCommits {
  private AppendCommits() {}

  /** Arguments: location of the table, this process's name, number of commits. */
  public static void main(String[] arguments) {
    SparkSession spark =
        SparkSession.builder()
            .master("local[1]")
            .config("spark.ui.enabled", false)
            .config("spark.log.level", "ERROR")
            .config("spark.sql.shuffle.partitions", 1)
            .config("spark.databricks.delta.snapshotPartitions", 1)
            .config("spark.sql.extensions", "io.delta.sql.DeltaSparkSessionExtension")
            .config(
                "spark.sql.catalog.spark_catalog",
                "org.apache.spark.sql.delta.catalog.DeltaCatalog")
            .config("spark.delta.logStore.file.impl", HardLinkLogStore.class.getName())
            .getOrCreate();
    for (int commit = 0; commit < Integer.parseInt(arguments[2]); commit++) {
      spark
          .sql("SELECT '%s' AS process, %d AS commit".formatted(arguments[1], commit))
          .write()
          .format("delta")
          .mode("append")
          .save(arguments[0]);
    }
    spark.stop();
  }
}
