package io.evenkeel.model;

/** How a row's class follows from what the model returns. */
public sealed interface ClassRule {
  /**
   * {@code score >= threshold} is class {@code atOrAbove}, anything else {@code below}.
   *
   * @param threshold compared with the score as a 64-bit number
   */
  record Threshold(double threshold, String below, String atOrAbove) implements ClassRule {
    /** Refuses NaN and infinities. */
    public Threshold {
      if (!Double.isFinite(threshold)) {
        throw new IllegalArgumentException(
            "Decision threshold is %s; it must be finite".formatted(threshold));
      }
    }

    /** Returns the class of a score that is not NaN. */
    public String classOf(double score) {
      return score >= threshold ? atOrAbove : below;
    }
  }

  /** The text of what the model returns in an output of int64 or string, one value per row. */
  record Label(String tensor) implements ClassRule {}

  /** None: the model is a regressor. */
  record None() implements ClassRule {}
}
