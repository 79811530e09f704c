package io.evenkeel.job;

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.spark.sql.SparkSession;

/** The programs that take part in a run, for its record. */
final class Software {
  private Software() {}

  /** Returns each program's version; Evenkeel's is {@code unpackaged} outside of its jar. */
  static Map<String, String> versions(SparkSession spark) {
    Map<String, String> versions = new TreeMap<>();
    versions.put(
        "evenkeel",
        Optional.ofNullable(Software.class.getPackage().getImplementationVersion())
            .orElse("unpackaged"));
    versions.put("java", Runtime.version().toString());
    versions.put("spark", spark.version());
    versions.put("delta", io.delta.package$.MODULE$.VERSION());
    return versions;
  }
}
