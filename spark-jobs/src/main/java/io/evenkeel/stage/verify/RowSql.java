package io.evenkeel.stage.verify;

import static org.apache.spark.sql.functions.expr;

import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.classic.SparkSession;
import org.apache.spark.sql.types.StructType;
import scala.Option;

/** Evaluates row-level SQL as a definition means it: in its zone, with ANSI arithmetic. */
final class RowSql {
  private final SparkSession session;

  private RowSql(SparkSession session) {
    this.session = session;
  }

  /** Returns SQL in a copy of the session of {@code rows}, read in {@code zone}. */
  static RowSql of(Dataset<Row> rows, ZoneId zone) {
    SparkSession copy = ((SparkSession) rows.sparkSession()).cloneSession();
    copy.conf().set("spark.sql.session.timeZone", zone.getId());
    copy.conf().set("spark.sql.ansi.enabled", true);
    copy.conf().set("spark.sql.caseSensitive", false);
    copy.conf().set("spark.sql.timestampType", "TIMESTAMP_LTZ");
    copy.conf().set("spark.sql.decimalOperations.allowPrecisionLoss", true);
    // Rows then hold Instant and LocalDate, which need no zone to be read.
    copy.conf().set("spark.sql.datetime.java8API.enabled", true);
    return new RowSql(copy);
  }

  /** Returns what {@code work} returns, with this session active on the thread. */
  <T> T call(Supplier<T> work) {
    Option<SparkSession> before = SparkSession.getActiveSession();
    SparkSession.setActiveSession(session);
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

  /** Returns a table's rows with derived columns, each over the table's own columns. */
  Dataset<Row> derive(Dataset<Row> table, Map<String, String> row) {
    Dataset<Row> bound =
        org.apache.spark.sql.classic.Dataset.ofRows(
            session, ((org.apache.spark.sql.classic.Dataset<Row>) table).logicalPlan());
    Map<String, Column> columns = new LinkedHashMap<>();
    row.forEach((name, sql) -> columns.put(name, expr(sql)));
    return columns.isEmpty() ? bound : bound.withColumns(columns);
  }

  /** Returns an expression that is evaluated here, one row at a time. */
  RowExpression expression(String sql, StructType schema) {
    return RowExpression.of(session.createDataFrame(List.<Row>of(), schema), sql);
  }
}
