package io.evenkeel.stage.outcome;

import io.evenkeel.stage.outcome.measure.Mean;
import org.apache.spark.sql.Row;

/**
 * All that is added up of one slice of a classifier's rows.
 *
 * @param positives rows whose outcome is positive
 * @param negatives rows whose outcome is not
 * @param truePositives positive rows that were predicted so
 * @param falsePositives negative rows that were predicted positive
 * @param outOfRange rows whose score is no probability
 * @param scores sum of the scores
 * @param logLoss its sum and that of its squares
 * @param brier its sum and that of its squares
 */
record Tally(
    long positives,
    long negatives,
    long truePositives,
    long falsePositives,
    long outOfRange,
    double scores,
    Sums logLoss,
    Sums brier) {

  /** A sum and the sum of the squares. */
  record Sums(double sum, double squares) {}

  /**
   * Reads a row of {@link SliceSums}.
   *
   * @throws io.evenkeel.fault.EvenkeelException with fault USAGE, if its sums have too many rows
   */
  static Tally of(Row row) {
    ExactSum.admit(row.<Long>getAs(LargestGroups.SIZE));
    return new Tally(
        row.getAs(SliceSums.POSITIVES),
        row.getAs(SliceSums.NEGATIVES),
        row.getAs(SliceSums.TRUE_POSITIVES),
        row.getAs(SliceSums.FALSE_POSITIVES),
        row.getAs(SliceSums.OUT_OF_RANGE),
        ExactSum.read(row, SliceSums.SCORES),
        sums(row, SliceSums.LOSS, SliceSums.LOSS_SQUARED),
        sums(row, SliceSums.BRIER, SliceSums.BRIER_SQUARED));
  }

  private static Sums sums(Row row, String sum, String squares) {
    return new Sums(ExactSum.read(row, sum), ExactSum.read(row, squares));
  }

  long rows() {
    return positives + negatives;
  }

  long predictedPositives() {
    return truePositives + falsePositives;
  }

  long trueNegatives() {
    return negatives - falsePositives;
  }

  long falseNegatives() {
    return positives - truePositives;
  }

  long correct() {
    return truePositives + trueNegatives();
  }

  /** Returns score less outcome: its square is Brier's. */
  Mean gap() {
    return new Mean(rows(), scores - positives, brier.sum());
  }
}
