package io.evenkeel.stage.outcome;

import static org.apache.spark.sql.functions.abs;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.floor;
import static org.apache.spark.sql.functions.greatest;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.log;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.functions.when;

import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Rows of a classifier added up by slice and cell of the score: {@code floor(score * 1e6)}, at most
 * 1,000,001 cells a slice however many rows there are. Losses are added as decimals of 18 digits,
 * so that a sum does not depend on the order of its rows.
 */
final class ScoreCells {
  static final String CELL = "cell";
  static final String POSITIVES = "p";
  static final String NEGATIVES = "n";
  static final String TRUE_POSITIVES = "tp";
  static final String FALSE_POSITIVES = "fp";
  static final String SCORES = "scores";
  static final String LOSS = "loss";
  static final String LOSS_SQUARED = "loss2";
  static final String BRIER = "brier";
  static final String BRIER_SQUARED = "brier2";

  static final int CELLS = 1_000_000;

  /** The least probability whose logarithm is taken: that of scikit-learn for 64-bit numbers. */
  private static final double LEAST = Math.ulp(1.0);

  private ScoreCells() {}

  /**
   * Returns one row for each slice and cell.
   *
   * @return {@link OutcomeRows#KEY}, {@link OutcomeRows#VALUE}, {@link #CELL} (null for scores
   *     outside [0, 1], which have counts and no sums), counts and sums
   */
  static Dataset<Row> of(OutcomeRows outcomes) {
    Column score = col(OutcomeRows.SCORE);
    Column observed = col(OutcomeRows.OBSERVED);
    Column predicted = col(OutcomeRows.PREDICTED);
    Column known = when(score.between(lit(0.0), lit(1.0)), score);
    Column miss = abs(known.minus(when(observed, lit(1.0)).otherwise(lit(0.0))));
    Column loss = log(greatest(lit(1.0).minus(miss), lit(LEAST))).multiply(lit(-1.0));
    Column brier = miss.multiply(miss);
    return outcomes
        .sliced()
        .withColumn(CELL, floor(known.multiply(lit(CELLS))))
        .groupBy(OutcomeRows.KEY, OutcomeRows.VALUE, CELL)
        .agg(
            count(when(observed, lit(1))).as(POSITIVES),
            count(when(observed.equalTo(lit(false)), lit(1))).as(NEGATIVES),
            count(when(predicted.and(observed), lit(1))).as(TRUE_POSITIVES),
            count(when(predicted.and(observed.equalTo(lit(false))), lit(1))).as(FALSE_POSITIVES),
            exact(known).as(SCORES),
            exact(loss).as(LOSS),
            exact(loss.multiply(loss)).as(LOSS_SQUARED),
            exact(brier).as(BRIER),
            exact(brier.multiply(brier)).as(BRIER_SQUARED));
  }

  private static Column exact(Column number) {
    return coalesce(sum(number.cast("decimal(24,18)")), lit(0).cast("decimal(34,18)"));
  }
}
