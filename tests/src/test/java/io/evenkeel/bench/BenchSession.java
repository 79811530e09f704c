package io.evenkeel.bench;

import io.evenkeel.settings.SessionProperties;
import org.apache.spark.sql.SparkSession;

/** Sessions of benchmarks: two task slots, and what Evenkeel's own sessions are set to. */
final class BenchSession {
  private BenchSession() {}

  /** Returns a builder, to which a benchmark adds what is its own. */
  static SparkSession.Builder builder() {
    SparkSession.Builder builder = SparkSession.builder();
    SessionProperties.all().forEach(builder::config);
    return builder
        .master("local[2]")
        .config("spark.ui.enabled", false)
        .config("spark.sql.session.timeZone", "UTC");
  }
}
