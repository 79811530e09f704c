package io.evenkeel.stage.drift;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;

import io.delta.tables.DeltaTable;
import io.evenkeel.concurrent.SideBySide;
import io.evenkeel.delta.AlertsTable;
import io.evenkeel.delta.Replacement;
import java.util.Arrays;
import java.util.List;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.StructType;

/**
 * The Delta tables of the drift reports: {@code drift_run}, {@code drift_metric}, {@code
 * feature_histogram} and {@code alerts}, each a folder of that name, partitioned by slot (model,
 * role, date). Writing a slot replaces what any earlier run wrote for it, so a run that is repeated
 * leaves one result.
 *
 * <p>{@code drift_run} is written last: a run that has a row there has all its other rows.
 */
public final class DriftTables {
  /** Table of one row for each run. */
  public static final String RUN = "drift_run";

  /** Table of one row for each measure of each feature. */
  public static final String METRIC = "drift_metric";

  /** Table of one row for each bin of each feature that holds a row. */
  public static final String HISTOGRAM = "feature_histogram";

  /** Table of one row for each measure beyond its threshold. */
  public static final String ALERTS = AlertsTable.NAME;

  /**
   * Recomputes every feature's PSI from {@code feature_histogram}, in each slice; replace {@code
   * :run_id} with a run. With {@code bin_20} for {@code bin_10} it is the PSI over twentieths.
   */
  public static final String PSI_SQL =
      """
      WITH bins AS (
        SELECT run_id, feature, slice_key, slice_value, bin_10, sum(n_ref) AS n_ref, sum(n) AS n
        FROM feature_histogram
        WHERE run_id = :run_id AND bin_10 IS NOT NULL
        GROUP BY run_id, feature, slice_key, slice_value, bin_10
      ),
      shares AS (
        SELECT run_id, feature, slice_key, slice_value,
               greatest(n_ref / sum(n_ref) OVER one, 1e-4) AS r,
               greatest(n / sum(n) OVER one, 1e-4) AS c
        FROM bins
        WINDOW one AS (PARTITION BY run_id, feature, slice_key, slice_value)
      )
      SELECT run_id, feature, sum((c - r) * ln(c / r)) AS psi, slice_key, slice_value
      FROM shares
      GROUP BY run_id, feature, slice_key, slice_value
      """;

  /**
   * Recomputes every feature's PSI over a window of days, as a run of a model judged it: counts of
   * its dates are added up, those of the reference taken once. Replace {@code :run_id} with the
   * run.
   */
  public static final String WINDOW_PSI_SQL =
      """
      WITH days AS (
        SELECT model, role, ref_id, explode(window_dates) AS score_date
        FROM drift_run
        WHERE run_id = :run_id
      ),
      bins AS (
        SELECT feature, bin, max(bin_10) AS bin_10, max(n_ref) AS n_ref, sum(n) AS n
        FROM feature_histogram JOIN days USING (model, role, score_date)
        WHERE slice_key = '' AND bin_10 IS NOT NULL
        GROUP BY feature, bin
      ),
      deciles AS (
        SELECT feature, bin_10, sum(n_ref) AS n_ref, sum(n) AS n
        FROM bins
        GROUP BY feature, bin_10
      ),
      shares AS (
        SELECT feature,
               greatest(n_ref / sum(n_ref) OVER (PARTITION BY feature), 1e-4) AS r,
               greatest(n / sum(n) OVER (PARTITION BY feature), 1e-4) AS c
        FROM deciles
      )
      SELECT feature, sum((c - r) * ln(c / r)) AS psi
      FROM shares
      GROUP BY feature
      """;

  /** Each feature's PSI over time, one row a day: over the judged window, and of the day alone. */
  public static final String PSI_OVER_TIME_SQL =
      """
      SELECT model, role, score_date, feature, max(days) AS days,
             max_by(value, days) AS psi,
             max(CASE WHEN days = 1 THEN value END) AS psi_day,
             max_by(threshold, days) AS threshold,
             max_by(severity, days) AS severity,
             max_by(status, days) AS status
      FROM drift_metric
      WHERE metric = 'psi' AND slice_key = ''
      GROUP BY model, role, score_date, feature
      """;

  private static final int ROWS_PER_TASK = 8_000;

  private final SparkSession spark;
  private final String folder;

  /**
   * Opens the tables.
   *
   * @param folder path or URI of the folder that holds the tables
   */
  public DriftTables(SparkSession spark, String folder) {
    this.spark = spark;
    this.folder = folder;
  }

  /**
   * Writes a report's rows in place of any that its slot had: three tables at a time, then {@code
   * drift_run}.
   */
  public void write(DriftReport report) {
    DriftRows rows = new DriftRows(report);
    DriftRun run = report.run();
    SideBySide.take(
        "Writing the drift tables",
        3,
        List.of(
            () -> write(run, HISTOGRAM, sliced(rows.histogram(), DriftSchema.histogram())),
            () -> write(run, METRIC, local(rows.metrics(), DriftSchema.metric())),
            () -> write(run, ALERTS, local(rows.alerts(), AlertsTable.schema()))));
    write(run, RUN, local(rows.run(), DriftSchema.run()));
  }

  /** Tells whether a run has been written. */
  public boolean written() {
    return DeltaTable.isDeltaTable(spark, path(RUN));
  }

  /** Returns the table of that name. */
  public Dataset<Row> table(String name) {
    return spark.read().format("delta").load(path(name));
  }

  /** Returns {@code drift_metric}; rows from before there were windows are of a day alone. */
  Dataset<Row> measures() {
    Dataset<Row> rows = table(METRIC);
    boolean known = Arrays.asList(rows.columns()).contains("days");
    return rows.withColumn("days", known ? coalesce(col("days"), lit(1)) : lit(1));
  }

  private String write(DriftRun run, String table, Dataset<Row> rows) {
    new Replacement(path(table), slot(run))
        .write(rows.write().partitionBy("model", "role", "score_date"));
    return table;
  }

  private Dataset<Row> local(List<Row> rows, StructType schema) {
    return spark.createDataFrame(rows, schema).coalesce(1);
  }

  /** One file again, but sent in tasks of some hundred KB, where one would carry all the rows. */
  private Dataset<Row> sliced(List<Row> rows, StructType schema) {
    int slices = 1 + rows.size() / ROWS_PER_TASK;
    return spark
        .createDataFrame(
            JavaSparkContext.fromSparkContext(spark.sparkContext()).parallelize(rows, slices),
            schema)
        .repartition(1);
  }

  private String path(String table) {
    return folder + "/" + table;
  }

  private static String slot(DriftRun run) {
    return "model = %s AND role = %s AND score_date = DATE'%s'"
        .formatted(quoted(run.model()), quoted(run.role()), run.scoreDate());
  }

  private static String quoted(String text) {
    return "'" + text.replace("\\", "\\\\").replace("'", "\\'") + "'";
  }
}
