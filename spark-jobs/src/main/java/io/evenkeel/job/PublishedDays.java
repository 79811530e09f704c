package io.evenkeel.job;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.countDistinct;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.min;

import io.evenkeel.fault.EvenkeelException;
import io.evenkeel.fault.Fault;
import io.evenkeel.stage.warehouse.Warehouse;
import java.sql.Date;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.stream.Collectors;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * The published predictions of one model on the days asked for, at one version of their table.
 *
 * @param rows of the table {@code predictions}
 * @param days those that were scored, at least one, in order
 */
record PublishedDays(Dataset<Row> rows, List<Day> days) {

  /**
   * What one run published.
   *
   * @param firstAsOf the earliest prediction moment
   */
  record Day(
      LocalDate date, String runId, String modelVersion, String fingerprint, Instant firstAsOf) {}

  /**
   * Reads them.
   *
   * @throws EvenkeelException with fault USAGE, if none of the days was scored
   */
  static PublishedDays of(Warehouse warehouse, OutcomesRequest request) {
    if (!warehouse.names().contains(RunOutput.PREDICTIONS)) {
      throw neverScored(request, "nothing was ever scored");
    }
    Dataset<Row> ofModel =
        warehouse
            .read(warehouse.pin(RunOutput.PREDICTIONS))
            .where(col("model").equalTo(request.model()));
    Dataset<Row> rows =
        ofModel.where(
            col("score_date")
                .between(lit(Date.valueOf(request.from())), lit(Date.valueOf(request.to()))));
    List<Day> days =
        rows
            .groupBy("score_date", "run_id", "model_version", "feature_fingerprint")
            .agg(min("as_of").as("first"))
            .orderBy("score_date")
            .collectAsList()
            .stream()
            .map(PublishedDays::day)
            .toList();
    if (days.isEmpty()) {
      throw neverScored(request, scored(ofModel));
    }
    return new PublishedDays(rows, days);
  }

  /** Returns the last day that was scored. */
  Day last() {
    return days.get(days.size() - 1);
  }

  /** Returns the versions that predicted, in order, joined by commas. */
  String modelVersions() {
    return days.stream().map(Day::modelVersion).distinct().collect(Collectors.joining(","));
  }

  /** Tells whether every prediction was made with the definition of that fingerprint. */
  boolean madeWith(String fingerprint) {
    return days.stream().allMatch(day -> day.fingerprint().equals(fingerprint));
  }

  private static Day day(Row row) {
    return new Day(
        row.<Date>getAs("score_date").toLocalDate(),
        row.getAs("run_id"),
        row.getAs("model_version"),
        row.getAs("feature_fingerprint"),
        row.<Timestamp>getAs("first").toInstant());
  }

  private static String scored(Dataset<Row> ofModel) {
    Row known =
        ofModel
            .agg(
                min("score_date"),
                max("score_date"),
                countDistinct(col("score_date")),
                count(lit(1)))
            .first();
    return known.getLong(3) == 0
        ? "no day was ever scored with it"
        : "scored are %d days from %s to %s"
            .formatted(known.getLong(2), known.get(0), known.get(1));
  }

  private static EvenkeelException neverScored(OutcomesRequest request, String known) {
    return EvenkeelException.of(
            Fault.USAGE,
            "Model '%s' has no published prediction of %s; %s"
                .formatted(request.model(), request.dates(), known))
        .safe("Nothing was written.")
        .next("./evenkeel score --model %s --date %s".formatted(request.model(), request.to()));
  }
}
