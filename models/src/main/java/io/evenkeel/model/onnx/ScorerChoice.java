package io.evenkeel.model.onnx;

import io.evenkeel.model.ModelMetadata;
import io.evenkeel.model.trees.TreeKernel;
import java.util.function.Supplier;

/**
 * What a scorer runs, and how many rows at once. The first task of a session finds out by trials;
 * the others wait for it and take what it found.
 *
 * @param kernel what computes the scores
 * @param rows greatest number of rows of a run
 */
record ScorerChoice(ChosenKernel kernel, int rows) {
  private static final ChosenKernel NONE = ChosenKernel.runtime("none was tried");

  /**
   * Chooses for a scorer.
   *
   * @param onnx gives the bytes of {@code model.onnx}; asked only where trees are tried
   */
  static ScorerChoice of(
      SessionLease lease, ModelMetadata metadata, Supplier<byte[]> onnx, ScorerOptions options) {
    ChosenKernel kernel = kernel(lease, metadata, onnx, options);
    return new ScorerChoice(kernel, rows(lease, metadata, options, kernel));
  }

  private static ChosenKernel kernel(
      SessionLease lease, ModelMetadata metadata, Supplier<byte[]> onnx, ScorerOptions options) {
    if (options.trees() == TreeKernels.OFF) {
      return ChosenKernel.runtime("set by onnx.trees");
    }
    if (metadata.text().isPresent()) {
      return ChosenKernel.runtime("it takes a text");
    }
    if (options.threads() > 1) {
      // The order of the runtime's sums depends on its threads.
      return ChosenKernel.runtime("a task has several threads");
    }
    if (!lease.provider().equals(LoadedSession.CPU)) {
      return ChosenKernel.runtime("it runs on " + lease.provider());
    }
    return lease.kernel(
        metadata,
        () -> ChosenKernel.byTrial(onnx.get(), metadata, trees -> trial(lease, metadata, trees)));
  }

  private static KernelTrial trial(SessionLease lease, ModelMetadata metadata, TreeKernel trees) {
    ScorerChoice runtime = new ScorerChoice(NONE, TreeTrial.ROWS);
    OnnxScorer scorer = OnnxScorer.toMeasure(lease, metadata, /* threads= */ 1, runtime);
    try {
      return new TreeTrial(scorer, trees).run();
    } finally {
      scorer.closeTensors();
    }
  }

  private static int rows(
      SessionLease lease, ModelMetadata metadata, ScorerOptions options, ChosenKernel kernel) {
    if (lease.mixesRows()) {
      // Slow, and the only way to give a row the score that it has alone.
      return 1;
    }
    if (!(options.batch() instanceof BatchSize.Calibrated limits) || metadata.text().isPresent()) {
      // How long a call with texts takes is decided by their tokens, which whoever calls counts.
      return options.batch().most();
    }
    return lease.calibrated(
        limits,
        () -> {
          ScorerChoice most = new ScorerChoice(kernel, Calibration.mostRows(metadata, limits));
          OnnxScorer trial = OnnxScorer.toMeasure(lease, metadata, options.threads(), most);
          try {
            return Calibration.measure(trial, limits);
          } finally {
            trial.closeTensors();
          }
        });
  }
}
