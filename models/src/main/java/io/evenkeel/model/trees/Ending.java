package io.evenkeel.model.trees;

/**
 * What becomes of a row's tally, step by step as in ONNX Runtime's tree_ensemble_aggregator.h and
 * ml_common.h, whose operations are in 32 bits and in this order.
 */
interface Ending {
  /** Returns the numbers of a row of the output. */
  int width();

  /**
   * Writes a row of the output.
   *
   * @param scores takes {@link #width()} numbers
   * @return the label; empty for a regressor
   */
  String write(Tally tally, int row, float[] scores);
}
