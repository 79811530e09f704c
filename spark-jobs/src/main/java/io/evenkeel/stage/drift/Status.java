package io.evenkeel.stage.drift;

/** Whether a feature could be judged; where it could not, why. */
public enum Status {
  /** Measured and judged. */
  OK,
  /** The reference or the current data has no row. */
  EMPTY,
  /** The reference or the current data has rows, but no value: only nulls and NaN. */
  ALL_NULL,
  /** Measured, but one side has too few rows to be judged. */
  TOO_FEW,
  /** The current data has the feature and the reference does not. */
  NEW_FEATURE,
  /** The reference has the feature and the current data does not. */
  MISSING_FEATURE
}
