package io.evenkeel.model.onnx;

/**
 * How a scorer runs.
 *
 * @param batchRows greatest number of rows in one run of the model
 * @param threads intra-operator threads of the shared session; 1 unless a task has more cores
 */
public record ScorerOptions(int batchRows, int threads) {
  /** Refuses numbers below 1. */
  public ScorerOptions {
    if (batchRows < 1 || threads < 1) {
      throw new IllegalArgumentException(
          "A scorer of %d rows a batch and %d threads; both start at 1"
              .formatted(batchRows, threads));
    }
  }
}
