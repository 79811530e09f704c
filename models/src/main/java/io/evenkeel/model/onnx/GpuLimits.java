package io.evenkeel.model.onnx;

import java.io.Serializable;

/**
 * What a model may take of a GPU that others use too.
 *
 * @param memoryBytes most that the session's arena grows to ({@code gpu_mem_limit} of ONNX
 *     Runtime); its CUDA context and libraries come on top, about 2 GB
 * @param concurrentRuns calls of models of this process that run on one GPU at a time; others wait
 */
public record GpuLimits(long memoryBytes, int concurrentRuns) implements Serializable {
  /** 2 GB, and one call at a time. */
  public static final GpuLimits USUAL = new GpuLimits(2L << 30, 1);

  /** Refuses limits that let nothing run. */
  public GpuLimits {
    if (memoryBytes < 1 || concurrentRuns < 1) {
      throw new IllegalArgumentException(
          "%d bytes and %d runs of a GPU; at least 1 of each"
              .formatted(memoryBytes, concurrentRuns));
    }
  }
}
