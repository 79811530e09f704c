package io.evenkeel.model.onnx;

/**
 * How a scorer runs.
 *
 * @param batch how many rows it takes in one run of the model
 * @param threads intra-operator threads of the shared session; 1 unless a task has more cores
 * @param placement where it runs
 * @param trees whether trees may run in plain Java
 */
public record ScorerOptions(BatchSize batch, int threads, Placement placement, TreeKernels trees) {
  /** Refuses fewer than 1 thread. */
  public ScorerOptions {
    if (threads < 1) {
      throw new IllegalArgumentException("A scorer of %d threads; at least 1".formatted(threads));
    }
  }

  /** With the runtime alone. */
  public ScorerOptions(BatchSize batch, int threads, Placement placement) {
    this(batch, threads, placement, TreeKernels.OFF);
  }

  /** On the processor, with the runtime alone. */
  public ScorerOptions(BatchSize batch, int threads) {
    this(batch, threads, Placement.CPU);
  }

  /** On the processor, in runs of a number of rows that was set. */
  public ScorerOptions(int batchRows, int threads) {
    this(new BatchSize.Set(batchRows), threads);
  }
}
