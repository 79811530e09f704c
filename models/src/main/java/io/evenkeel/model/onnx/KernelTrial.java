package io.evenkeel.model.onnx;

/**
 * What computes a model's scores in this process, and why.
 *
 * @param kernel {@code trees} or {@code onnxruntime}
 * @param reason why it is not trees, as the end of a sentence; empty where it is
 * @param runtimeRows rows that ONNX Runtime scored in a second of the trial; 0 where there was none
 * @param treesRows rows that trees in plain Java scored in a second of the trial
 */
public record KernelTrial(String kernel, String reason, long runtimeRows, long treesRows) {
  /** Trees in plain Java. */
  public static final String TREES = "trees";

  /** The runtime itself. */
  public static final String RUNTIME = "onnxruntime";

  /** The runtime computes the scores, without a trial. */
  static KernelTrial without(String reason) {
    return new KernelTrial(RUNTIME, reason, 0, 0);
  }

  /** Returns it as the runs table tells it, such as {@code onnxruntime: set by onnx.trees}. */
  public String text() {
    return reason.isEmpty() ? kernel : kernel + ": " + reason;
  }
}
