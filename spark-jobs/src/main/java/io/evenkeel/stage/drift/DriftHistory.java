package io.evenkeel.stage.drift;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;

import java.sql.Date;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Row;

/**
 * Earlier runs, read from the drift tables. What comes to the driver is bounded by the days, or the
 * runs, asked for.
 */
public final class DriftHistory {
  private final DriftTables tables;

  /** Reads those tables; a run must have been written to them. */
  public DriftHistory(DriftTables tables) {
    this.tables = tables;
  }

  /**
   * Returns each feature's PSI over the run's model and role, in the days up to and including the
   * run's own, oldest first; dates on which it was not measured are left out.
   *
   * @param days how many days to look back, at least 1
   */
  public Map<String, List<Double>> trends(DriftRun run, int days) {
    Column within =
        col("score_date")
            .between(
                lit(Date.valueOf(run.scoreDate().minusDays(days - 1L))),
                lit(Date.valueOf(run.scoreDate())));
    List<Row> measured =
        tables
            .table(DriftTables.METRIC)
            .where(col("model").equalTo(run.model()).and(col("role").equalTo(run.role())))
            .where(within)
            .where(col("metric").equalTo(Metric.PSI).and(col("value").isNotNull()))
            .select("feature", "score_date", "value")
            .collectAsList();
    Map<String, List<Double>> trends = new LinkedHashMap<>();
    measured.stream()
        .sorted(Comparator.comparing(row -> row.getDate(1)))
        .forEach(
            row ->
                trends
                    .computeIfAbsent(row.getString(0), x -> new ArrayList<>())
                    .add(row.getDouble(2)));
    return trends;
  }

  /**
   * Returns the latest runs of all models and roles, newest first.
   *
   * @param runs how many at most, at least 1
   */
  public List<RunSummary> runs(int runs) {
    return tables
        .table(DriftTables.RUN)
        .orderBy(col("score_date").desc(), col("model"), col("role"))
        .limit(runs)
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
