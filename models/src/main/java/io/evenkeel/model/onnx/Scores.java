package io.evenkeel.model.onnx;

import io.evenkeel.model.ClassRule;
import java.util.Arrays;

/**
 * What a model returned for the rows of one batch, by position from 0. Belongs to its scorer, which
 * overwrites it in the next run. Not thread-safe.
 */
public final class Scores {
  private final ClassRule rule;
  private final double[] scores;
  private final String[] labels;
  private final double[][] more;
  private final int[] widths;

  Scores(ClassRule rule, int moreOutputs, int capacity) {
    this.rule = rule;
    this.scores = new double[capacity];
    this.labels = new String[rule instanceof ClassRule.Label ? capacity : 0];
    this.more = new double[moreOutputs][];
    this.widths = new int[moreOutputs];
  }

  /** Returns the score; a 32-bit result is widened exactly; NaN where the model returned that. */
  public double score(int row) {
    return scores[row];
  }

  /** Tells whether the model gives classes; false for a regressor. */
  public boolean classifies() {
    return !(rule instanceof ClassRule.None);
  }

  /** Tells whether the class is a label that the model returns. */
  boolean labelled() {
    return rule instanceof ClassRule.Label;
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

  /**
   * Returns the row's numbers of a further output; what the model returned in 32 bits is widened
   * exactly.
   *
   * @param output position among the metadata's further outputs
   */
  public double[] more(int output, int row) {
    int width = widths[output];
    return Arrays.copyOfRange(more[output], row * width, (row + 1) * width);
  }

  void setMore(int output, double[] numbers, int width) {
    more[output] = numbers;
    widths[output] = width;
  }

  void setScore(int row, double score) {
    scores[row] = score;
  }

  void setLabel(int row, String label) {
    labels[row] = label;
  }
}
