package io.evenkeel.job;

import io.evenkeel.stage.drift.DriftTables;
import java.util.List;

/**
 * A view that every warehouse has, over the tables that scoring runs publish.
 *
 * @param name the name that a query uses
 * @param tables what it reads, each there before the view can be asked
 * @param sql a query over {@code tables}
 */
record StandardView(String name, List<String> tables, String sql) {
  /** All of them. */
  static final List<StandardView> ALL =
      List.of(
          new StandardView(
              "predictions_latest",
              List.of("predictions"),
              """
              SELECT p.*
              FROM predictions p
              JOIN (SELECT model, max(score_date) AS score_date FROM predictions GROUP BY model)
                USING (model, score_date)
              """),
          new StandardView(
              "predictions_history",
              List.of("predictions"),
              """
              SELECT *,
                lag(score_date) OVER one_row AS previous_date,
                lag(score) OVER one_row AS previous_score
              FROM predictions
              WINDOW one_row AS (PARTITION BY model, row_id ORDER BY score_date)
              """),
          new StandardView(
              "cost",
              List.of("runs"),
              """
              SELECT model, role, score_date, run_id, model_version, rows_scored, task_seconds,
                cost_per_million
              FROM runs
              WHERE state = 'DONE'
              """),
          new StandardView(
              "drift_over_time", List.of("drift_metric"), DriftTables.PSI_OVER_TIME_SQL));

  /** Copies the list. */
  StandardView {
    tables = List.copyOf(tables);
  }
}
