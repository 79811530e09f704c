package io.evenkeel.stage.outcome;

import io.evenkeel.concurrent.SideBySide;
import io.evenkeel.delta.AlertsTable;
import io.evenkeel.delta.CommentedTable;
import io.evenkeel.delta.Replacement;
import java.util.List;
import org.apache.spark.sql.DataFrameWriter;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/**
 * The Delta tables of outcomes: {@code outcome_metric} and {@code retrain_decision}, and the rows
 * of {@code alerts} that outcomes raise. Writing a report replaces what an earlier one wrote for
 * the same slot and days, so a report that is made again, with labels that came late, leaves one
 * result.
 *
 * @param folder path or URI of the folder that holds the tables
 */
public record OutcomeTables(SparkSession spark, String folder) {
  /** Table of one row for each figure. */
  public static final String METRIC = "outcome_metric";

  /** Table of one row for each decision. */
  public static final String DECISION = "retrain_decision";

  /**
   * Recomputes the expected calibration error from the rows of the tenths of the score; replace
   * {@code :model}, {@code :date} and {@code :days}.
   */
  public static final String CALIBRATION_SQL =
      """
      SELECT sum(n * abs(value)) / sum(n) AS expected_calibration_error
      FROM outcome_metric
      WHERE model = :model AND score_date = :date AND days = :days
        AND group_key = '_score' AND metric = 'calibration_gap'
      """;

  /** Writes a report: figures last, so that where there are figures there is all. */
  public void write(OutcomeReport report) {
    OutcomeTableRows rows = new OutcomeTableRows(report);
    SideBySide.take(
        "Writing the outcome tables",
        2,
        List.of(
            () -> replaceAlerts(report, rows),
            () ->
                replace(DECISION, OutcomeSchema.decision(), rows.decision(), place(report.run()))));
    replace(METRIC, OutcomeSchema.metric(), rows.metrics(), place(report.run()));
  }

  private String replaceAlerts(OutcomeReport report, OutcomeTableRows rows) {
    return replace(
        AlertsTable.NAME,
        spark
            .createDataFrame(rows.alerts(), AlertsTable.schema())
            .write()
            .partitionBy("model", "role", "score_date"),
        slot(report.run()) + " AND feature = '%s'".formatted(rows.alertSource()));
  }

  private String replace(String name, CommentedTable table, List<Row> rows, String where) {
    table.createIfAbsent(spark, path(name));
    return replace(name, spark.createDataFrame(rows, table.schema()).coalesce(1).write(), where);
  }

  private String replace(String name, DataFrameWriter<Row> writer, String where) {
    new Replacement(path(name), where).write(writer);
    return name;
  }

  private String path(String table) {
    return folder + "/" + table;
  }

  private static String place(OutcomeRun run) {
    return slot(run) + " AND days = %d".formatted(run.days());
  }

  /** The names of a slot are safe inside quotes. */
  private static String slot(OutcomeRun run) {
    return "model = '%s' AND role = '%s' AND score_date = DATE'%s'"
        .formatted(run.slot().model(), run.slot().role(), run.slot().scoreDate());
  }
}
