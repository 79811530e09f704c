package io.evenkeel.tests;

import io.evenkeel.settings.SessionProperties;
import org.apache.spark.sql.SparkSession;

/** The one Spark session of the tests of this JVM. */
final class TestSpark {
  private TestSpark() {}

  /** Returns the session; it is never stopped. */
  static SparkSession session() {
    SparkSession.Builder builder = SparkSession.builder();
    SessionProperties.all().forEach(builder::config);
    return builder
        .master("local[2]")
        .config("spark.ui.enabled", "false")
        .config("spark.sql.shuffle.partitions", "2")
        .config("spark.databricks.delta.snapshotPartitions", "2")
        .config("spark.sql.extensions", "io.delta.sql.DeltaSparkSessionExtension")
        .config(
            "spark.sql.catalog.spark_catalog", "org.apache.spark.sql.delta.catalog.DeltaCatalog")
        .getOrCreate();
  }
}
