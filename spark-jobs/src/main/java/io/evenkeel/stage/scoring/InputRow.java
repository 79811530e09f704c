package io.evenkeel.stage.scoring;

/**
 * Where each column is in the rows that scoring reads: these three, then the features, then columns
 * that rows are sliced by and the model does not see, as STRING.
 */
final class InputRow {
  static final int ROW_ID = 0;
  static final int AS_OF = 1;
  static final int BREACHES = 2;
  static final int FIRST_FEATURE = 3;

  private InputRow() {}
}
