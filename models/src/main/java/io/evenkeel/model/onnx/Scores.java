package io.evenkeel.model.onnx;

import io.evenkeel.model.ClassRule;

/**
 * What a model returned for the rows of one batch, by position from 0. Belongs to its scorer, which
 * overwrites it in the next run. Not thread-safe.
 */
public final class Scores {
  private final ClassRule rule;
  private final double[] scores;
  private final String[] labels;

  Scores(ClassRule rule, int capacity) {
    this.rule = rule;
    this.scores = new double[capacity];
    this.labels = new String[rule instanceof ClassRule.Label ? capacity : 0];
  }

  /** Returns the score; a 32-bit result is widened exactly; NaN where the model returned that. */
  public double score(int row) {
    return scores[row];
  }

  /** Tells whether the model gives classes; false for a regressor. */
  public boolean classifies() {
    return !(rule instanceof ClassRule.None);
  }

  /**
   * Returns the class.
   *
   * @throws IllegalStateException for a model that gives none
   */
  public String classOf(int row) {
    if (rule instanceof ClassRule.Threshold threshold) {
      return threshold.classOf(scores[row]);
    }
    if (!classifies()) {
      throw new IllegalStateException("A regressor gives no class");
    }
    return labels[row];
  }

  void setScore(int row, double score) {
    scores[row] = score;
  }

  void setLabel(int row, String label) {
    labels[row] = label;
  }
}
