package io.evenkeel.stage.warehouse;

import io.evenkeel.fault.EvenkeelException;
import io.evenkeel.fault.Fault;
import java.nio.file.Path;
import org.apache.spark.sql.SparkSession;

/**
 * Temporary views made of files, in a session of their own: the caller's views and settings are
 * neither seen nor touched.
 */
final class SqlViews {
  private final SparkSession session;

  private SqlViews(SparkSession session) {
    this.session = session;
  }

  /** Returns no views yet; expressions are evaluated in UTC and in ANSI mode. */
  static SqlViews besides(SparkSession spark) {
    SparkSession session = spark.newSession();
    session.conf().set("spark.sql.session.timeZone", "UTC");
    session.conf().set("spark.sql.ansi.enabled", true);
    return new SqlViews(session);
  }

  /** Returns the session that sees the views. */
  SparkSession session() {
    return session;
  }

  /** Makes {@code <name>.parquet} the view {@code raw_<name>}. */
  void addParquet(Path file) {
    session
        .read()
        .parquet(file.toAbsolutePath().toString())
        .createOrReplaceTempView("raw_" + SourceFolder.stem(file));
  }

  /**
   * Runs a SQL file that creates the temporary view of its own name.
   *
   * @throws EvenkeelException with fault USAGE, if it does anything else or Spark refuses it
   */
  void addSql(Path file) {
    String name = SourceFolder.stem(file);
    Analysis.orElse(
        () -> session.sql(SourceFolder.text(file)),
        e -> {
          throw refused(file, String.valueOf(e.getMessage())).causedBy(e);
        });
    if (!session.catalog().tableExists(name)) {
      throw refused(file, "It does not create the temporary view '%s'".formatted(name));
    }
  }

  private static EvenkeelException refused(Path file, String why) {
    return EvenkeelException.of(Fault.USAGE, "%s cannot be loaded: %s".formatted(file, why))
        .safe("Tables loaded before are unchanged.")
        .next(
            "Correct it: one CREATE TEMPORARY VIEW %s ... AS SELECT ..."
                .formatted(SourceFolder.stem(file)));
  }
}
