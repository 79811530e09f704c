package io.evenkeel.stage.drift;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.max_by;
import static org.apache.spark.sql.functions.when;

import io.evenkeel.profile.ReferenceProfile;
import io.evenkeel.profile.Slice;
import java.sql.Date;
import java.time.LocalDate;
import java.util.OptionalDouble;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Row;

/**
 * What the stored reports of some days say together.
 *
 * @param reports how many there are, from 0
 * @param alerts how many of them are an alert
 * @param greatestPsi of any feature that could be judged on any of the days, the prediction left
 *     out; empty where there is none
 * @param feature the feature with that PSI; may be empty
 */
public record DriftOverview(long reports, long alerts, OptionalDouble greatestPsi, String feature) {

  /** Reads the reports of a model and role from {@code from} to {@code to}, both included. */
  public static DriftOverview of(
      DriftTables tables, String model, String role, LocalDate from, LocalDate to) {
    Column days =
        col("model")
            .equalTo(model)
            .and(col("role").equalTo(role))
            .and(col("score_date").between(lit(Date.valueOf(from)), lit(Date.valueOf(to))));
    Row runs =
        tables
            .table(DriftTables.RUN)
            .where(days)
            .agg(count(lit(1)), count(when(col("verdict").equalTo("alert"), lit(1))))
            .first();
    Row farthest =
        tables
            .measures()
            .where(days)
            .where(col("metric").equalTo(Metric.PSI).and(col("value").isNotNull()))
            .where(col("feature").notEqual(ReferenceProfile.PREDICTION))
            .where(col("slice_key").equalTo(Slice.ALL.key()).and(col("days").equalTo(lit(1))))
            .where(col("status").isin(Status.OK.name(), Status.ALL_NULL.name()))
            .agg(max("value"), max_by(col("feature"), col("value")))
            .first();
    return new DriftOverview(
        runs.getLong(0),
        runs.getLong(1),
        farthest.isNullAt(0) ? OptionalDouble.empty() : OptionalDouble.of(farthest.getDouble(0)),
        farthest.isNullAt(1) ? "" : farthest.getString(1));
  }
}
