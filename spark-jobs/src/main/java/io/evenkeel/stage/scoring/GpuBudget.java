package io.evenkeel.stage.scoring;

import io.evenkeel.model.onnx.GpuLimits;
import java.util.Optional;
import org.apache.spark.SparkConf;

/**
 * Whether what RAPIDS and a model take of a GPU fits beside each other. RAPIDS takes all of a GPU's
 * memory at its start but for a reserve; what the model needs has to be in there, or the first
 * batch fails.
 */
final class GpuBudget {
  private static final String PLUGINS = "spark.plugins";
  private static final String RAPIDS = "com.nvidia.spark.SQLPlugin";
  private static final String RESERVE = "spark.rapids.memory.gpu.reserve";

  /** The default of RAPIDS 26.08, by its documentation of settings. */
  private static final String USUAL_RESERVE = "640m";

  /** CUDA context, cuBLAS and cuDNN of a process, about, beside the session's arena. */
  private static final long LIBRARIES = 2L << 30;

  private GpuBudget() {}

  /** Returns what is wrong; empty also where RAPIDS is not at work. */
  static Optional<String> problem(SparkConf conf, GpuLimits limits) {
    if (!conf.get(PLUGINS, "").contains(RAPIDS)) {
      return Optional.empty();
    }
    long reserve = conf.getSizeAsBytes(RESERVE, USUAL_RESERVE);
    long needed = limits.memoryBytes() + LIBRARIES;
    return reserve >= needed
        ? Optional.empty()
        : Optional.of(
            "RAPIDS leaves %d MB of a GPU to others (%s), and the model needs %d MB: %d of its arena and %d of CUDA's libraries; set it to %dm at least, or evenkeel.onnx.gpu.memory_megabytes lower"
                .formatted(
                    megabytes(reserve),
                    RESERVE,
                    megabytes(needed),
                    megabytes(limits.memoryBytes()),
                    megabytes(LIBRARIES),
                    megabytes(needed)));
  }

  private static long megabytes(long bytes) {
    return bytes >> 20;
  }
}
