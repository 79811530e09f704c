package io.evenkeel.stage.outcome.measure;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.util.Optional;

/**
 * Sums over the cells of a grid of scores, from which AUC and its variance follow exactly. In a
 * cell are {@code p} positive and {@code n} negative rows; {@code v} is twice the negatives below
 * the cell plus {@code n}, and {@code w} twice the positives below it plus {@code p}: mid-ranks,
 * doubled to stay whole.
 *
 * @param positives all positive rows, at least 1
 * @param negatives all negative rows, at least 1
 * @param pv sum of {@code p v}
 * @param pvv sum of {@code p v^2}
 * @param nw sum of {@code n w}
 * @param nww sum of {@code n w^2}
 * @param met sum of {@code p n}: pairs that share a cell
 */
public record RankSums(
    long positives,
    long negatives,
    BigInteger pv,
    BigInteger pvv,
    BigInteger nw,
    BigInteger nww,
    BigInteger met) {
  /** What value and interval are. */
  public static final String METHOD =
      "Mann-Whitney with mid-ranks, scores on a grid of 1e-6; DeLong interval cut to [0, 1]";

  /** Refuses one class alone, for which there is no AUC. */
  public RankSums {
    if (positives < 1 || negatives < 1) {
      throw new IllegalArgumentException(
          "AUC of %d positive and %d negative rows".formatted(positives, negatives));
    }
  }

  /**
   * Returns the area under the ROC curve: the chance that a positive row scores above a negative
   * one, ties counting half. {@code U / (P N)} of Mann and Whitney (1947).
   */
  public double auc() {
    return quotient(pv, pairs().shiftLeft(1));
  }

  /** Returns the most by which the grid can move the AUC: half the share of pairs in one cell. */
  public double gridError() {
    return quotient(met, pairs().shiftLeft(1));
  }

  /**
   * Returns the variance of the AUC by DeLong, DeLong and Clarke-Pearson, Biometrics 44 (1988):
   * {@code S10 / P + S01 / N}, the variances of each positive row's share of negatives below it and
   * of each negative row's share of positives above it. Empty with fewer than two rows of a class.
   */
  public Optional<Double> variance() {
    if (positives < 2 || negatives < 2) {
      return Optional.empty();
    }
    double s10 = spread(positives, negatives, pv, pvv);
    double s01 = spread(negatives, positives, nw, nww);
    return Optional.of(s10 / positives + s01 / negatives);
  }

  /**
   * Returns {@code AUC +- z sqrt(variance)}, cut to [0, 1]; empty without a variance, and where it
   * is zero because the classes do not overlap: these rows then say nothing of the error.
   */
  public Optional<Interval> interval() {
    return variance()
        .filter(variance -> variance > 0)
        .map(variance -> Interval.Z * Math.sqrt(variance))
        .map(half -> new Interval(auc() - half, auc() + half).within(0, 1));
  }

  /** Returns the unbiased variance of {@code r / (2 others)} over {@code rows} rows. */
  private static double spread(long rows, long others, BigInteger sum, BigInteger squares) {
    BigInteger n = BigInteger.valueOf(rows);
    BigInteger m = BigInteger.valueOf(others);
    BigInteger numerator = n.multiply(squares).subtract(sum.multiply(sum));
    BigInteger scale = m.multiply(m).shiftLeft(2);
    return quotient(numerator, scale.multiply(n).multiply(n.subtract(BigInteger.ONE)));
  }

  private BigInteger pairs() {
    return BigInteger.valueOf(positives).multiply(BigInteger.valueOf(negatives));
  }

  private static double quotient(BigInteger numerator, BigInteger denominator) {
    return new BigDecimal(numerator)
        .divide(new BigDecimal(denominator), MathContext.DECIMAL128)
        .doubleValue();
  }
}
