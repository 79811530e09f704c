package io.evenkeel.stage.outcome;

import io.evenkeel.stage.outcome.measure.Mean;
import io.evenkeel.stage.outcome.measure.RankSums;
import java.math.BigInteger;
import java.util.Optional;
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
 * @param ranks sums over ranks; zero where there is but one class
 */
record Tally(
    long positives,
    long negatives,
    long truePositives,
    long falsePositives,
    long outOfRange,
    double scores,
    Sums logLoss,
    Sums brier,
    Ranks ranks) {

  /** A sum and the sum of the squares. */
  record Sums(double sum, double squares) {}

  /** See {@link RankSums}. */
  record Ranks(BigInteger pv, BigInteger pvv, BigInteger nw, BigInteger nww, BigInteger met) {}

  /** Reads a row of {@link ClassifierOutcomes}. */
  static Tally of(Row row) {
    return new Tally(
        row.getAs(ScoreCells.POSITIVES),
        row.getAs(ScoreCells.NEGATIVES),
        row.getAs(ScoreCells.TRUE_POSITIVES),
        row.getAs(ScoreCells.FALSE_POSITIVES),
        row.getAs(ClassifierOutcomes.OUT_OF_RANGE),
        real(row, ScoreCells.SCORES),
        new Sums(real(row, ScoreCells.LOSS), real(row, ScoreCells.LOSS_SQUARED)),
        new Sums(real(row, ScoreCells.BRIER), real(row, ScoreCells.BRIER_SQUARED)),
        new Ranks(
            whole(row, "pv"),
            whole(row, "pvv"),
            whole(row, "nw"),
            whole(row, "nww"),
            whole(row, "met")));
  }

  static double real(Row row, String column) {
    return row.getDecimal(row.fieldIndex(column)).doubleValue();
  }

  private static BigInteger whole(Row row, String column) {
    return row.getDecimal(row.fieldIndex(column)).toBigIntegerExact();
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

  Optional<RankSums> rankSums() {
    return positives == 0 || negatives == 0
        ? Optional.empty()
        : Optional.of(
            new RankSums(
                positives,
                negatives,
                ranks.pv(),
                ranks.pvv(),
                ranks.nw(),
                ranks.nww(),
                ranks.met()));
  }
}
