package io.evenkeel.settings;

import java.util.Map;

/**
 * Spark properties that a session of Evenkeel has unless a user sets them: they make it fast and
 * change no result.
 */
public final class SessionProperties {
  private static final Map<String, String> ALL =
      Map.of(
          // A task writes a file for each kind of what it stages at once, instead of sorting its
          // rows by kind.
          "spark.sql.maxConcurrentOutputFileWriters",
          "8",
          // The JVM does not compile longer methods, and rows of many columns make such: Spark then
          // goes through them piece by piece.
          "spark.sql.codegen.hugeMethodLimit",
          "8000",
          // Spark reads tables of more columns than this row by row, also where nothing but the
          // scan is asked for; models have more features than its 100.
          "spark.sql.codegen.maxFields",
          "2000",
          // A run has more generated classes than Spark's 100, and would compile them once more
          // wherever they come up again.
          "spark.sql.codegen.cache.maxEntries",
          "2000",
          // Plans as text are for Spark's own pages; formatting them, at each step of a query, took
          // longer than running small ones.
          "spark.sql.ui.explainMode",
          "simple");

  private SessionProperties() {}

  /** Returns them by name. */
  public static Map<String, String> all() {
    return ALL;
  }
}
