package io.evenkeel.stage.outcome;

import io.evenkeel.delta.CommentedTable;
import io.evenkeel.delta.CommentedTable.Column;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Columns of the outcome tables, each with its comment. All start with the report's place. */
final class OutcomeSchema {
  private static final List<String> PLACE = List.of("model", "role", "score_date", "days");

  private OutcomeSchema() {}

  /** One row for each figure of each slice. */
  static CommentedTable metric() {
    return table(
        "One row for each figure of predictions beside their outcomes; undefined figures have a status",
        List.of(
            new Column("model_version", "STRING", "Versions that predicted, joined by commas"),
            new Column(
                "group_key",
                "STRING",
                "Column by which rows are grouped; empty for all rows, _score for tenths of the score"),
            new Column("group_value", "STRING", "Value of that column; empty for all rows"),
            new Column("metric", "STRING", "What is measured"),
            new Column("method", "STRING", "How, and how its interval"),
            new Column("value", "DOUBLE", "The figure; null unless status is OK"),
            new Column("lo", "DOUBLE", "Lower bound at 95%; null where there is no interval"),
            new Column("hi", "DOUBLE", "Upper bound at 95%; null where there is no interval"),
            new Column("n", "BIGINT", "Rows that the figure is measured on"),
            new Column(
                "status", "STRING", "OK, EMPTY, ONE_CLASS, TOO_FEW or OUT_OF_RANGE; never NaN"),
            new Column("baseline", "DOUBLE", "The figure at training; null where it is not known"),
            new Column("labels_until", "TIMESTAMP", "Labels had to be mature at this instant"),
            new Column("judged_at", "TIMESTAMP", "When the figures were made")));
  }

  /** One row for each decision. */
  static CommentedTable decision() {
    return table(
        "One row for each decision whether a model is to be trained again",
        List.of(
            new Column("model_version", "STRING", "Versions that predicted, joined by commas"),
            new Column(
                "action",
                "STRING",
                "retrain_now, retrain_within_a_week, retrain_on_schedule or keep_monitoring"),
            new Column("decided_by", "STRING", "The first rule that fired; null where none did"),
            new Column(
                "path",
                "ARRAY<STRUCT<rule: STRING, figure: DOUBLE, threshold: DOUBLE, fired: BOOLEAN, action: STRING, sentence: STRING>>",
                "Every rule in order: its figure (null where not known), threshold, whether it fired, what it asks for"),
            new Column("label_drift", "STRING", "moved, steady or unknown"),
            new Column("concept_drift", "STRING", "moved, steady or unknown"),
            new Column("covariate_drift", "STRING", "moved, steady or unknown"),
            new Column("sentence", "STRING", "What has moved since training, in words"),
            new Column(
                "same_definition",
                "BOOLEAN",
                "Whether the definition is that of the predictions; else labels are those of today's"),
            new Column("labels_until", "TIMESTAMP", "Labels had to be mature at this instant"),
            new Column("judged_at", "TIMESTAMP", "When the decision was made")));
  }

  private static CommentedTable table(String comment, List<Column> own) {
    List<Column> columns = new ArrayList<>();
    columns.add(new Column("model", "STRING", "Name of the model"));
    columns.add(new Column("role", "STRING", "champion, shadow ..."));
    columns.add(new Column("score_date", "DATE", "Last day whose predictions are judged"));
    columns.add(
        new Column("days", "INT", "Days up to score_date that are judged together; 1 for a day"));
    columns.add(new Column("run_id", "STRING", "Run that published the last day's predictions"));
    columns.addAll(own);
    return new CommentedTable(comment, columns, PLACE, Map.of());
  }
}
