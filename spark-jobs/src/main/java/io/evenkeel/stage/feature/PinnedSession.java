package io.evenkeel.stage.feature;

import java.time.ZoneId;
import java.util.function.Supplier;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.classic.SparkSession;
import scala.Option;

/**
 * A copy of the caller's session with every setting pinned that could change what a SQL expression
 * means: the zone, ANSI arithmetic, and how names and timestamps are read. Expressions take these
 * settings when they are analysed, so a plan that was built here means the same in any session.
 */
final class PinnedSession {
  private final SparkSession caller;
  private final SparkSession pinned;

  private PinnedSession(SparkSession caller, SparkSession pinned) {
    this.caller = caller;
    this.pinned = pinned;
  }

  /** Returns a copy of the session of {@code rows}, with expressions read in {@code zone}. */
  static PinnedSession of(Dataset<Row> rows, ZoneId zone) {
    SparkSession caller = (SparkSession) rows.sparkSession();
    SparkSession pinned = caller.cloneSession();
    pinned.conf().set("spark.sql.session.timeZone", zone.getId());
    pinned.conf().set("spark.sql.ansi.enabled", true);
    pinned.conf().set("spark.sql.caseSensitive", false);
    pinned.conf().set("spark.sql.timestampType", "TIMESTAMP_LTZ");
    pinned.conf().set("spark.sql.decimalOperations.allowPrecisionLoss", true);
    return new PinnedSession(caller, pinned);
  }

  /** Returns the session that expressions are parsed in. */
  SparkSession session() {
    return pinned;
  }

  /** Returns the same rows; what is built on them is analysed here. */
  Dataset<Row> bind(Dataset<Row> rows) {
    return in(pinned, rows);
  }

  /** Returns the same rows as a dataset of the caller's session. */
  Dataset<Row> release(Dataset<Row> rows) {
    return in(caller, rows);
  }

  private static Dataset<Row> in(SparkSession session, Dataset<Row> rows) {
    return org.apache.spark.sql.classic.Dataset.ofRows(
        session, ((org.apache.spark.sql.classic.Dataset<Row>) rows).logicalPlan());
  }

  /** Returns what {@code work} returns, with the pinned session active on this thread. */
  <T> T call(Supplier<T> work) {
    Option<SparkSession> before = SparkSession.getActiveSession();
    SparkSession.setActiveSession(pinned);
    try {
      return work.get();
    } finally {
      if (before.isDefined()) {
        SparkSession.setActiveSession(before.get());
      } else {
        SparkSession.clearActiveSession();
      }
    }
  }
}
