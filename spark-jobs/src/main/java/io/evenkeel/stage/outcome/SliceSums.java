package io.evenkeel.stage.outcome;

import static org.apache.spark.sql.functions.abs;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.greatest;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.log;
import static org.apache.spark.sql.functions.when;

import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Rows of a classifier added up by slice: counts and losses, all of them BIGINT, so that an
 * executor holds one row of fixed width for each slice. Scores outside [0, 1] are counted and have
 * no loss.
 */
final class SliceSums {
  static final String POSITIVES = "p";
  static final String NEGATIVES = "n";
  static final String TRUE_POSITIVES = "tp";
  static final String FALSE_POSITIVES = "fp";
  static final String OUT_OF_RANGE = "out_of_range";
  static final String SCORES = "scores";
  static final String LOSS = "loss";
  static final String LOSS_SQUARED = "loss2";
  static final String BRIER = "brier";
  static final String BRIER_SQUARED = "brier2";

  /**
   * The least probability whose logarithm is taken: that of scikit-learn for 64-bit numbers. A loss
   * is at most 36.05 and its square below 1,300, within the bounds of {@link ExactSum}.
   */
  private static final double LEAST = Math.ulp(1.0);

  private static final String KNOWN = "_known";
  private static final String MISS = "_miss";

  private SliceSums() {}

  /** Returns the score where it is a probability, else null. */
  static Column known() {
    Column score = col(OutcomeRows.SCORE);
    return when(score.between(lit(0.0), lit(1.0)), score);
  }

  /** Returns one row for each slice, with {@link LargestGroups#SIZE}. */
  static Dataset<Row> of(OutcomeRows outcomes) {
    Column hit = when(col(OutcomeRows.OBSERVED), lit(1.0)).otherwise(lit(0.0));
    Column chance = greatest(lit(1.0).minus(col(MISS)), lit(LEAST));
    // One column upon another: Spark then takes each logarithm once.
    return outcomes
        .sliced()
        .withColumn(KNOWN, known())
        .withColumn(MISS, abs(col(KNOWN).minus(hit)))
        .withColumn(LOSS, when(col(MISS).isNotNull(), log(chance).multiply(lit(-1.0))))
        .withColumn(BRIER, col(MISS).multiply(col(MISS)))
        .groupBy(OutcomeRows.KEY, OutcomeRows.VALUE)
        .agg(count(lit(1)).as(LargestGroups.SIZE), sums().toArray(Column[]::new));
  }

  private static List<Column> sums() {
    List<Column> sums = new ArrayList<>(counts());
    sums.add(count(when(col(KNOWN).isNull(), lit(1))).as(OUT_OF_RANGE));
    sums.addAll(ExactSum.of(col(KNOWN), SCORES));
    sums.addAll(ExactSum.of(col(LOSS), LOSS));
    sums.addAll(ExactSum.of(col(LOSS).multiply(col(LOSS)), LOSS_SQUARED));
    sums.addAll(ExactSum.of(col(BRIER), BRIER));
    sums.addAll(ExactSum.of(col(BRIER).multiply(col(BRIER)), BRIER_SQUARED));
    return sums;
  }

  private static List<Column> counts() {
    Column positive = col(OutcomeRows.OBSERVED);
    Column negative = positive.equalTo(lit(false));
    Column predicted = col(OutcomeRows.PREDICTED);
    return List.of(
        count(when(positive, lit(1))).as(POSITIVES),
        count(when(negative, lit(1))).as(NEGATIVES),
        count(when(predicted.and(positive), lit(1))).as(TRUE_POSITIVES),
        count(when(predicted.and(negative), lit(1))).as(FALSE_POSITIVES));
  }
}
