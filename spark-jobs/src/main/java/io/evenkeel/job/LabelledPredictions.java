package io.evenkeel.job;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.size;
import static org.apache.spark.sql.functions.when;

import io.evenkeel.feature.FeatureRows;
import io.evenkeel.feature.Label;
import io.evenkeel.stage.outcome.Coverage;
import io.evenkeel.stage.outcome.OutcomeRows;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Published predictions, each exactly once, beside the label of their row.
 *
 * @param rows every prediction with {@link #STATE}; outcome and groups where it has them
 * @param groups columns to group by
 */
record LabelledPredictions(Dataset<Row> rows, List<String> groups) {
  private static final String STATE = "_state";
  private static final String LABELLED = "labelled";
  private static final String PENDING = "pending";
  private static final String UNLABELLED = "unlabelled";
  private static final String UNUSABLE = "unusable";
  private static final String LABEL = "_label";
  private static final String FOUND = "_found";

  /**
   * Joins.
   *
   * @param predictions rows of the table {@code predictions}
   * @param labels rows of {@code FeatureEngine.labels}
   * @param until instant at which labels must be mature
   */
  static LabelledPredictions join(
      Dataset<Row> predictions,
      Dataset<Row> labels,
      Label label,
      OutcomeKind kind,
      List<String> groups,
      Instant until) {
    Dataset<Row> made =
        predictions.select(
            col("row_id").as("_p_id"),
            col("score_date").as("_p_date"),
            col("as_of").as("_p_as_of"),
            col("score").as(OutcomeRows.SCORE),
            col("class").as("_p_class"));
    Dataset<Row> joined =
        made.join(
            usable(labels, label, groups),
            col("_p_id")
                .equalTo(col(FeatureRows.ROW_ID))
                .and(col("_p_date").equalTo(col(FeatureRows.DATE))),
            "left");
    Column pending = col("_p_as_of").gt(lit(label.lastMature(until)));
    Column unusable = col(FOUND).isNull().or(col(OutcomeRows.SCORE).isNull());
    Column state =
        when(pending, lit(PENDING))
            .when(unusable, lit(UNUSABLE))
            .when(col(LABEL).isNull(), lit(UNLABELLED))
            .when(col(OutcomeRows.OBSERVED).isNull(), lit(UNUSABLE))
            .otherwise(lit(LABELLED));
    Dataset<Row> judged =
        joined
            .withColumn(OutcomeRows.OBSERVED, kind.observed(col(LABEL)))
            .withColumn(OutcomeRows.PREDICTED, kind.predicted(col("_p_class")))
            .withColumn(STATE, state);
    return new LabelledPredictions(judged, groups);
  }

  /** A row that is twice in the spine has a breach on each copy, so the join multiplies nothing. */
  private static Dataset<Row> usable(Dataset<Row> labels, Label label, List<String> groups) {
    List<Column> kept = new ArrayList<>();
    kept.add(col(FeatureRows.ROW_ID));
    kept.add(col(FeatureRows.DATE));
    kept.add(col("`" + label.name() + "`").as(LABEL));
    kept.add(lit(true).as(FOUND));
    groups.forEach(group -> kept.add(col("`" + group + "`")));
    return labels
        .where(size(col(FeatureRows.BREACHES)).equalTo(lit(0)))
        .select(kept.toArray(Column[]::new));
  }

  /** Returns what became of the predictions. */
  Coverage coverage() {
    Map<String, Long> counts = new HashMap<>();
    rows.groupBy(STATE)
        .agg(count(lit(1)))
        .collectAsList()
        .forEach(row -> counts.put(row.getString(0), row.getLong(1)));
    return new Coverage(
        counts.values().stream().mapToLong(Long::longValue).sum(),
        counts.getOrDefault(LABELLED, 0L),
        counts.getOrDefault(PENDING, 0L),
        counts.getOrDefault(UNLABELLED, 0L),
        counts.getOrDefault(UNUSABLE, 0L));
  }

  /** Returns the predictions that have an outcome. */
  OutcomeRows outcomes() {
    return new OutcomeRows(rows.where(col(STATE).equalTo(LABELLED)), groups);
  }
}
