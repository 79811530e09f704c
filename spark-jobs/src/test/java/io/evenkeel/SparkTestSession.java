package io.evenkeel;

import io.evenkeel.settings.SessionProperties;
import org.apache.spark.sql.SparkSession;

/** One local Spark session for all tests of a JVM: two threads, Delta, no user interface. */
public final class SparkTestSession {
  private SparkTestSession() {}

  /** Returns the shared session; never stopped, the JVM's end does that. */
  public static SparkSession session() {
    return Holder.SESSION;
  }

  private static final class Holder {
    static final SparkSession SESSION = open();

    private static SparkSession open() {
      SparkSession.Builder builder = SparkSession.builder();
      SessionProperties.all().forEach(builder::config);
      return builder
          .master("local[2]")
          .appName("evenkeel tests")
          .config("spark.ui.enabled", false)
          .config("spark.log.level", "WARN")
          .config("spark.sql.warehouse.dir", "target/spark-warehouse")
          .config("spark.sql.shuffle.partitions", 2)
          .config("spark.sql.session.timeZone", "UTC")
          .config("spark.sql.extensions", "io.delta.sql.DeltaSparkSessionExtension")
          .config(
              "spark.sql.catalog.spark_catalog", "org.apache.spark.sql.delta.catalog.DeltaCatalog")
          .config("spark.databricks.delta.snapshotPartitions", 2)
          .getOrCreate();
    }
  }
}
