package io.evenkeel.stage.drift;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.dense_rank;
import static org.apache.spark.sql.functions.lit;

import java.sql.Date;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.expressions.Window;

/**
 * Earlier runs, read from the drift tables. What comes to the driver is bounded by the number of
 * dates asked for.
 */
public final class DriftHistory {
  private final DriftTables tables;

  /** Reads those tables; a run must have been written to them. */
  public DriftHistory(DriftTables tables) {
    this.tables = tables;
  }

  /**
   * Returns each feature's PSI over the latest dates of the run's model and role, up to and
   * including the run's own, oldest first; dates on which it was not measured are left out.
   *
   * @param dates how many dates at most, at least 1
   */
  public Map<String, List<Double>> trends(DriftRun run, int dates) {
    Dataset<Row> measured =
        tables
            .table(DriftTables.METRIC)
            .where(
                col("model")
                    .equalTo(run.model())
                    .and(col("role").equalTo(run.role()))
                    .and(col("score_date").leq(lit(Date.valueOf(run.scoreDate()))))
                    .and(col("metric").equalTo(Metric.PSI))
                    .and(col("value").isNotNull()));
    Column newest =
        dense_rank().over(Window.partitionBy("model").orderBy(col("score_date").desc()));
    Map<String, List<Double>> trends = new LinkedHashMap<>();
    measured
        .withColumn("newest", newest)
        .where(col("newest").leq(dates))
        .orderBy("score_date")
        .select("feature", "value")
        .collectAsList()
        .forEach(
            row ->
                trends
                    .computeIfAbsent(row.getString(0), x -> new ArrayList<>())
                    .add(row.getDouble(1)));
    return trends;
  }

  /**
   * Returns the latest runs of every model and role, newest first.
   *
   * @param dates how many dates of each at most, at least 1
   */
  public List<RunSummary> runs(int dates) {
    Column newest =
        dense_rank().over(Window.partitionBy("model", "role").orderBy(col("score_date").desc()));
    return tables
        .table(DriftTables.RUN)
        .withColumn("newest", newest)
        .where(col("newest").leq(dates))
        .orderBy(col("score_date").desc(), col("model"), col("role"))
        .collectAsList()
        .stream()
        .map(DriftHistory::summary)
        .toList();
  }

  private static RunSummary summary(Row row) {
    return new RunSummary(
        row.getAs("model"),
        row.getAs("model_version"),
        row.getAs("role"),
        row.<Date>getAs("score_date").toLocalDate(),
        row.getAs("run_id"),
        row.<String>getAs("verdict").equals("alert"),
        row.getAs("sentence"),
        row.<Long>getAs("n_cur"),
        row.<Long>getAs("moderate"),
        row.<Long>getAs("major"),
        number(row, "psi_max"),
        number(row, "psi_prediction"));
  }

  private static OptionalDouble number(Row row, String column) {
    int ordinal = row.fieldIndex(column);
    return row.isNullAt(ordinal)
        ? OptionalDouble.empty()
        : OptionalDouble.of(row.getDouble(ordinal));
  }
}
