package io.evenkeel.model.trees;

/** Takes what trees give, row by row. */
public interface ScoreSink {
  /**
   * Takes a row.
   *
   * @param row from 0
   * @param label the class; empty for a regressor
   */
  void accept(int row, float score, String label);
}
