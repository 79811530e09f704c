package io.evenkeel.stage.outcome.measure;

/**
 * The standard error of an AUC of which only the numbers of rows are known, such as the one that a
 * model's metadata tells. J. A. Hanley and B. J. McNeil, Radiology 143 (1982): {@code (A (1 - A) +
 * (P - 1)(Q1 - A^2) + (N - 1)(Q2 - A^2)) / (P N)} with {@code Q1 = A / (2 - A)} and {@code Q2 = 2
 * A^2 / (1 + A)}.
 */
public final class HanleyMcNeil {
  private HanleyMcNeil() {}

  /**
   * Returns the variance.
   *
   * @param auc in [0, 1]
   * @param positives rows of the positive class, at least 1; need not be whole
   * @param negatives rows of the other class, at least 1; need not be whole
   */
  public static double variance(double auc, double positives, double negatives) {
    if (!(auc >= 0 && auc <= 1) || !(positives >= 1) || !(negatives >= 1)) {
      throw new IllegalArgumentException(
          "AUC %s of %s positive and %s negative rows".formatted(auc, positives, negatives));
    }
    double square = auc * auc;
    double q1 = auc / (2 - auc);
    double q2 = 2 * square / (1 + auc);
    double sum =
        auc * (1 - auc) + (positives - 1) * (q1 - square) + (negatives - 1) * (q2 - square);
    return Math.max(0, sum) / (positives * negatives);
  }
}
