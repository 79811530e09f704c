package io.evenkeel.feature;

import java.util.Locale;

/** Why a row is in quarantine, or why a value is flagged. */
public enum Reason {
  /** The spine's row id is null. */
  NULL_ROW_ID,
  /** Another row of the same date has the same row id; none of them is scored. */
  DUPLICATE_ROW_ID,
  /** The prediction moment is null, so no event can be placed before it. */
  NULL_AS_OF,
  /** The prediction moment is after the instant up to which the run's inputs are known. */
  BEFORE_PREDICTION_MOMENT,
  /** A value is missing and its policy rejects that. */
  MISSING,
  /** A value is NaN and its policy rejects that. */
  NAN,
  /** A category is not declared and its policy rejects that. */
  UNKNOWN_CATEGORY,
  /** A value is outside its declared range. */
  OUT_OF_RANGE,
  /** A value does not fit the feature's type. */
  DOES_NOT_FIT_TYPE,
  /** Two events that decide a value are tied and differ. */
  AMBIGUOUS,
  /** The model failed on this row alone. */
  MODEL_ERROR,
  /** The model returned NaN for this row. */
  NAN_OUTPUT;

  /** Returns the word for this reason in tables, such as {@code null_row_id}. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
