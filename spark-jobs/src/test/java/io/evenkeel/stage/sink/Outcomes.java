package io.evenkeel.stage.sink;

import static org.apache.spark.sql.functions.col;

import java.sql.Timestamp;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;

/** Builds small sets of staged rows. */
final class Outcomes {
  private final List<Row> rows = new ArrayList<>();

  static Outcomes outcomes() {
    return new Outcomes();
  }

  Outcomes scored(String rowId, Double score, String predictedClass) {
    return scored(rowId, score, predictedClass, null);
  }

  Outcomes scored(
      String rowId, Double score, String predictedClass, Map<String, Double[]> outputs) {
    rows.add(
        RowFactory.create(
            StagedRows.SCORED,
            rowId,
            asOf(),
            score,
            predictedClass,
            null,
            null,
            null,
            null,
            null,
            null,
            null,
            outputs));
    return this;
  }

  Outcomes scored(int count, double score) {
    for (int i = 0; i < count; i++) {
      scored("row-" + i, score, "late");
    }
    return this;
  }

  Outcomes quarantined(String rowId, String column, String reason, String value) {
    Row breach = RowFactory.create(column, reason, value);
    rows.add(
        RowFactory.create(
            StagedRows.QUARANTINED,
            rowId,
            asOf(),
            null,
            null,
            reason,
            column,
            value,
            new Row[] {breach},
            "{\"" + column + "\":null}",
            null,
            null,
            null));
    return this;
  }

  Outcomes profile(String feature, Long... counts) {
    rows.add(
        RowFactory.create(
            StagedRows.PROFILE,
            null,
            null,
            null,
            null,
            null,
            null,
            null,
            null,
            null,
            feature,
            counts,
            null));
    return this;
  }

  Dataset<Row> in(SparkSession spark) {
    return spark.createDataFrame(rows, StagedRows.SCHEMA).repartition(2, col("row_id"));
  }

  /** The tally of the spine that these outcomes are of. */
  RowTally spine(SparkSession spark) {
    List<Row> spine =
        rows.stream().filter(row -> !row.getString(0).equals(StagedRows.PROFILE)).toList();
    return RowTally.of(spark.createDataFrame(spine, StagedRows.SCHEMA), col("row_id"));
  }

  static List<String> awkwardKeys() {
    return Arrays.asList(
        "",
        " ",
        "it's",
        "\"quoted\"",
        "back\\slash",
        "two\nlines",
        "tab\tcr\r",
        "a/b=c%2F",
        "naïve",
        "日本語",
        "🛫",
        "null",
        "\u2028",
        "x".repeat(500));
  }

  private static Timestamp asOf() {
    return Timestamp.valueOf("2013-07-03 20:00:00");
  }
}
