package io.evenkeel.stage.scoring;

import org.apache.spark.sql.types.StructType;

/** The columns of what scoring returns, and where each is in a row. */
final class StagedSchema {
  static final int KIND = 0;
  static final int ROW_ID = 1;
  static final int AS_OF = 2;
  static final int SCORE = 3;
  static final int CLASS = 4;
  static final int REASON = 5;
  static final int COLUMN = 6;
  static final int VALUE = 7;
  static final int BREACHES = 8;
  static final int ROW = 9;
  static final int PROFILE_FEATURE = 10;
  static final int PROFILE_COUNTS = 11;
  static final int OUTPUTS = 12;

  static final StructType TYPE =
      StructType.fromDDL(
          "kind STRING, row_id STRING, as_of TIMESTAMP, score DOUBLE, class STRING, reason STRING,"
              + " column STRING, value STRING,"
              + " breaches ARRAY<STRUCT<column: STRING, reason: STRING, value: STRING>>,"
              + " row STRING, profile_feature STRING, profile_counts ARRAY<BIGINT>,"
              + " outputs MAP<STRING, ARRAY<DOUBLE>>");

  private StagedSchema() {}
}
