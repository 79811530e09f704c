package io.evenkeel.bench;

import io.evenkeel.settings.SessionProperties;
import org.apache.spark.sql.SparkSession;

/** Sessions of benchmarks: two task slots, and what Evenkeel's own sessions are set to. */
final class BenchSession {
  /** Tasks that run at once. */
  static final int SLOTS = 2;

  private BenchSession() {}

  /** Returns a builder, to which a benchmark adds what is its own. */
  static SparkSession.Builder builder() {
    SparkSession.Builder builder = SparkSession.builder();
    SessionProperties.all().forEach(builder::config);
    return builder
        .master("local[%d]".formatted(SLOTS))
        .config("spark.ui.enabled", false)
        .config("spark.sql.session.timeZone", "UTC");
  }

  /** Returns a builder of sessions that read and write Delta tables. */
  static SparkSession.Builder withDelta() {
    return builder()
        .config("spark.sql.extensions", "io.delta.sql.DeltaSparkSessionExtension")
        .config(
            "spark.sql.catalog.spark_catalog", "org.apache.spark.sql.delta.catalog.DeltaCatalog");
  }
}
