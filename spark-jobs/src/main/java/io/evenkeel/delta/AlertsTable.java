package io.evenkeel.delta;

import io.evenkeel.run.Slot;
import java.sql.Date;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.OptionalDouble;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.Metadata;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import org.jspecify.annotations.Nullable;

/**
 * The table {@code alerts}, which drift and outcomes both write: a row for each thing beyond its
 * threshold. Each of them replaces its own rows of a slot.
 */
public final class AlertsTable {
  /** The table's name. */
  public static final String NAME = "alerts";

  private AlertsTable() {}

  /** Returns the columns, each with its comment. */
  public static StructType schema() {
    return new StructType()
        .add(column("model", DataTypes.StringType, "name of the model, or of the comparison"))
        .add(column("role", DataTypes.StringType, "champion, shadow ..."))
        .add(column("score_date", DataTypes.DateType, "date of the rows that were judged"))
        .add(column("run_id", DataTypes.StringType, "the run whose rows were judged"))
        .add(
            column(
                "feature",
                DataTypes.StringType,
                "the feature; prediction; _outcome for a day's outcomes, _outcome_<n>d for those of n days"))
        .add(column("metric", DataTypes.StringType, "what is measured"))
        .add(column("severity", DataTypes.StringType, "moderate or major"))
        .add(
            column("value", DataTypes.DoubleType, "the measure; null where the feature is missing"))
        .add(
            column(
                "threshold",
                DataTypes.DoubleType,
                "what it was held against; null where the feature is missing"))
        .add(column("sentence", DataTypes.StringType, "what was found, in words"))
        .add(column("raised_at", DataTypes.TimestampType, "when the report was made"));
  }

  /** Returns a row of {@link #schema}. */
  public static Row row(
      Slot slot,
      String runId,
      String feature,
      String metric,
      String severity,
      OptionalDouble value,
      OptionalDouble threshold,
      String sentence,
      Instant raisedAt) {
    return RowFactory.create(
        slot.model(),
        slot.role(),
        Date.valueOf(slot.scoreDate()),
        runId,
        feature,
        metric,
        severity,
        nullable(value),
        nullable(threshold),
        sentence,
        Timestamp.from(raisedAt));
  }

  private static StructField column(String name, DataType type, String comment) {
    return new StructField(name, type, true, Metadata.empty()).withComment(comment);
  }

  private static @Nullable Double nullable(OptionalDouble number) {
    return number.isPresent() ? number.getAsDouble() : null;
  }
}
