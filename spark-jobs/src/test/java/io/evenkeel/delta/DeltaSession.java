package io.evenkeel.delta;

import org.apache.spark.sql.SparkSession;

/** The one local Spark session with Delta of a test JVM. */
public final class DeltaSession {
  private DeltaSession() {}

  /** Returns the session, started on first use. */
  public static SparkSession spark() {
    return SparkSession.builder()
        .master("local[2]")
        .appName("evenkeel-tests")
        .config("spark.ui.enabled", false)
        .config("spark.sql.shuffle.partitions", 2)
        .config("spark.databricks.delta.snapshotPartitions", 2)
        .config("spark.sql.extensions", "io.delta.sql.DeltaSparkSessionExtension")
        .config(
            "spark.sql.catalog.spark_catalog", "org.apache.spark.sql.delta.catalog.DeltaCatalog")
        .config("spark.sql.session.timeZone", "UTC")
        .config("spark.sql.datetime.java8API.enabled", true)
        .getOrCreate();
  }
}
