package io.evenkeel.model.onnx;

import io.evenkeel.model.ModelMetadata;
import io.evenkeel.model.trees.NotTakenException;
import io.evenkeel.model.trees.TreeKernel;
import java.util.Optional;
import java.util.function.Function;

/**
 * What computes a model's scores.
 *
 * @param trees empty where it is the runtime; each scorer works on a copy
 */
record ChosenKernel(KernelTrial trial, Optional<TreeKernel> trees) {
  /** The runtime, and why. */
  static ChosenKernel runtime(String reason) {
    return new ChosenKernel(KernelTrial.without(reason), Optional.empty());
  }

  /**
   * Chooses by a trial, if the model is one of trees.
   *
   * @param trial runs the trees beside the runtime
   */
  static ChosenKernel byTrial(
      byte[] onnx, ModelMetadata metadata, Function<TreeKernel, KernelTrial> trial) {
    try {
      TreeKernel kernel = TreeKernel.read(onnx, metadata);
      KernelTrial result = trial.apply(kernel);
      boolean chosen = result.kernel().equals(KernelTrial.TREES);
      return new ChosenKernel(result, chosen ? Optional.of(kernel) : Optional.empty());
    } catch (NotTakenException e) {
      return runtime(e.reason());
    }
  }
}
