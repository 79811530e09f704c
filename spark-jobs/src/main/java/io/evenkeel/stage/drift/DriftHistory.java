package io.evenkeel.stage.drift;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;

import io.evenkeel.profile.ReferenceProfile;
import io.evenkeel.profile.Slice;
import java.sql.Date;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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
   * @param window days of the window over which it was measured
   * @param days how many days to look back, at least 1
   */
  public Map<String, List<Double>> trends(DriftRun run, int window, int days) {
    Column within =
        col("score_date")
            .between(
                lit(Date.valueOf(run.scoreDate().minusDays(days - 1L))),
                lit(Date.valueOf(run.scoreDate())));
    List<Row> measured =
        tables
            .measures()
            .where(col("model").equalTo(run.model()).and(col("role").equalTo(run.role())))
            .where(within)
            .where(col("metric").equalTo(Metric.PSI).and(col("value").isNotNull()))
            .where(col("slice_key").equalTo(Slice.ALL.key()).and(col("days").equalTo(window)))
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

  /**
   * Returns what the dates before a run's own counted, those of them that were published against
   * the same reference. Histograms are sums, so this is what one count of all their rows would be.
   *
   * @param reference the run's reference; what comes to the driver is one count for each of its
   *     bins
   * @param days days of the window, the run's own included
   */
  public Earlier before(DriftRun run, ReferenceProfile reference, int days) {
    if (days < 2 || !tables.written()) {
      return Earlier.NONE;
    }
    return new EarlierDays(tables, run, reference)
        .read(run.scoreDate().minusDays(days - 1L), run.scoreDate());
  }

  /**
   * Returns what a date that was published counted, and the days before it; empty where the date
   * was not published against that reference.
   *
   * @param days days of the window, the date's own included
   */
  public Optional<CurrentData> published(DriftRun run, ReferenceProfile reference, int days) {
    if (!tables.written()) {
      return Optional.empty();
    }
    LocalDate date = run.scoreDate();
    Earlier own = new EarlierDays(tables, run, reference).read(date, date.plusDays(1));
    return own.dates().isEmpty()
        ? Optional.empty()
        : Optional.of(before(run, reference, days).with(date, own.counts(), days));
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
