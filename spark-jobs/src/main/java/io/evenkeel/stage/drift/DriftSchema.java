package io.evenkeel.stage.drift;

import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.Metadata;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/** Columns of the drift tables, each with its comment. All start with the run's slot. */
final class DriftSchema {
  private static final DataType TEXT = DataTypes.StringType;
  private static final DataType WHOLE = DataTypes.LongType;
  private static final DataType REAL = DataTypes.DoubleType;

  private final StructType columns;

  private DriftSchema(StructType columns) {
    this.columns = columns;
  }

  /** One row for each run. */
  static StructType run() {
    return slot()
        .with("model_version", TEXT, "version of the model")
        .with("ref_id", TEXT, "id of the reference profile: SHA-256 of its content")
        .with("feature_set", TEXT, "feature set of the reference")
        .with("feature_fingerprint", TEXT, "fingerprint of the reference's definition")
        .with(
            "source_versions",
            DataTypes.createMapType(TEXT, WHOLE, false),
            "Delta version of each source table that has one")
        .with("n_ref", WHOLE, "rows of the reference")
        .with("n_cur", WHOLE, "rows that were judged, those of the whole window")
        .with("n_day", WHOLE, "rows of score_date itself")
        .with("window_days", DataTypes.IntegerType, "days of the window that was judged")
        .with(
            "window_dates",
            DataTypes.createArrayType(DataTypes.DateType, false),
            "dates of the window that were published and judged together")
        .with("config_hash", TEXT, "SHA-256 of the thresholds")
        .with("verdict", TEXT, "alert or quiet")
        .with("sentence", TEXT, "the verdict in words")
        .with("features", WHOLE, "features of the reference")
        .with("moderate", WHOLE, "features that have moved")
        .with("major", WHOLE, "features that have moved far")
        .with("psi_max", REAL, "greatest PSI of a judged feature; null where none was")
        .with("psi_prediction", REAL, "PSI of the model's output; null where it was not measured")
        .with("retrain", TEXT, "what to do about the model; null where two tables are compared")
        .with(
            "retrain_path",
            DataTypes.createArrayType(TEXT, false),
            "what each rule of the decision found, in order")
        .with("created_at", DataTypes.TimestampType, "when the report was made")
        .columns;
  }

  /** One row for each measure of each feature. */
  static StructType metric() {
    DriftSchema schema =
        slot()
            .feature()
            .with(
                "days",
                DataTypes.IntegerType,
                "days of the window that is measured; 1 for score_date alone")
            .with("metric", TEXT, "what is measured")
            .with("method", TEXT, "how: bins, floors, conventions");
    for (Quantity quantity : Quantity.values()) {
      schema =
          schema.with(quantity.column(), REAL, quantity.comment() + "; null where not measured");
    }
    return schema
        .with("severity", TEXT, "none, negligible, moderate or major")
        .with("status", TEXT, "OK, EMPTY, ALL_NULL, TOO_FEW, NEW_FEATURE or MISSING_FEATURE")
        .columns;
  }

  /** One row for each bin that holds a row of either side. */
  static StructType histogram() {
    return slot()
        .feature()
        .with("bin", WHOLE, "the frozen bin or category, from 0; NULL, NaN and UNSEEN follow")
        .with(
            "kind",
            TEXT,
            "value, category, null, nan or unseen; below_min and above_max count rows of a bin"
                + " again")
        .with(
            "bin_10",
            WHOLE,
            "the bin among deciles; for a category, its own; null for below_min and above_max")
        .with("bin_20", WHOLE, "likewise among twentieths")
        .with("lo", REAL, "values of the bin are above this; null for other kinds")
        .with("hi", REAL, "values of the bin are at most this; null for other kinds")
        .with("category", TEXT, "the category; null for other kinds")
        .with("n_ref", WHOLE, "rows of the reference")
        .with("n", WHOLE, "current rows")
        .columns;
  }

  private static DriftSchema slot() {
    return new DriftSchema(new StructType())
        .with("model", TEXT, "name of the model, or of the comparison")
        .with("role", TEXT, "champion, shadow ...")
        .with("score_date", DataTypes.DateType, "date of the rows that were judged")
        .with("run_id", TEXT, "the run whose rows were judged");
  }

  private DriftSchema feature() {
    return with("feature", TEXT, "the feature, or prediction")
        .with("slice_key", TEXT, "column by which rows were sliced; empty for all rows")
        .with("slice_value", TEXT, "the slice's value; empty for all rows");
  }

  private DriftSchema with(String name, DataType type, String comment) {
    StructField field = new StructField(name, type, true, Metadata.empty()).withComment(comment);
    return new DriftSchema(columns.add(field));
  }
}
