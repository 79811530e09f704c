package io.evenkeel.model.onnx;

import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.OrtSession.SessionOptions;
import ai.onnxruntime.providers.OrtCUDAProviderOptions;
import io.evenkeel.fault.EvenkeelException;
import io.evenkeel.fault.Fault;
import java.util.Optional;

/**
 * A session, and what really runs it.
 *
 * @param provider {@code cpu} or {@code cuda}
 * @param gpuRefusal why a GPU that the task had does not run it; empty where it does, or there was
 *     none
 * @param turns of its calls on a GPU; empty on the processor
 */
record LoadedSession(
    OrtSession session, String provider, Optional<String> gpuRefusal, Optional<GpuTurns> turns) {
  static final String CPU = "cpu";
  private static final String CUDA = "cuda";

  /**
   * Loads a model where it is to run. With {@link Device#AUTO} a GPU that does not take the whole
   * model, or is not there, leaves it to the processor, and {@link #provider()} tells so.
   *
   * @throws EvenkeelException with fault {@link Fault#CONTRACT} if the runtime refuses the model,
   *     with {@link Fault#RETRYABLE} if {@link Device#GPU} was asked for and there is none
   */
  static LoadedSession load(SessionKey key, byte[] onnx) {
    Placement placement = key.placement();
    if (placement.device() == Device.GPU && placement.gpu().isEmpty()) {
      throw EvenkeelException.of(Fault.RETRYABLE, "A GPU was asked for, and the task has none")
          .next("Give tasks a GPU (spark.task.resource.gpu.amount), or set onnx.device to auto.");
    }
    if (placement.gpu().isEmpty()) {
      return onCpu(key, onnx, Optional.empty());
    }
    int gpu = placement.gpu().getAsInt();
    try {
      return onGpu(key, gpu, onnx);
    } catch (OrtException e) {
      String refusal = "GPU %d does not take the model: %s".formatted(gpu, e.getMessage());
      if (placement.device() == Device.GPU) {
        throw EvenkeelException.of(Fault.RETRYABLE, refusal)
            .next("Look at the GPU and its driver, or set onnx.device to auto.")
            .causedBy(e);
      }
      return onCpu(key, onnx, Optional.of(refusal));
    }
  }

  private static LoadedSession onGpu(SessionKey key, int gpu, byte[] onnx) throws OrtException {
    GpuLimits limits = key.placement().limits();
    // First of all: without it the provider finds no logger to tell its own trouble to.
    OrtEnvironment environment = SessionCache.environment();
    try (SessionOptions options = options(key.threads());
        OrtCUDAProviderOptions cuda = new OrtCUDAProviderOptions(gpu)) {
      // An arena that doubles with each growth would soon hold what RAPIDS needs.
      cuda.add("gpu_mem_limit", Long.toString(limits.memoryBytes()));
      cuda.add("arena_extend_strategy", "kSameAsRequested");
      // Trying every algorithm of a convolution takes minutes and memory.
      cuda.add("cudnn_conv_algo_search", "HEURISTIC");
      options.addCUDA(cuda);
      // A pattern of memory is kept for each shape, and batches are of many sizes.
      options.setMemoryPatternOptimization(false);
      // Half of a model on the processor would be slower than either, and nobody would know.
      options.addConfigEntry("session.disable_cpu_ep_fallback", "1");
      return new LoadedSession(
          environment.createSession(onnx, options),
          CUDA,
          Optional.empty(),
          Optional.of(GpuTurns.of(gpu, limits.concurrentRuns())));
    }
  }

  private static LoadedSession onCpu(SessionKey key, byte[] onnx, Optional<String> gpuRefusal) {
    try (SessionOptions options = options(key.threads())) {
      return new LoadedSession(
          SessionCache.environment().createSession(onnx, options),
          CPU,
          gpuRefusal,
          Optional.empty());
    } catch (OrtException e) {
      throw EvenkeelException.of(
              Fault.CONTRACT,
              "ONNX Runtime refuses the model with SHA-256 %s: %s"
                  .formatted(key.sha256(), e.getMessage()))
          .causedBy(e);
    }
  }

  private static SessionOptions options(int threads) throws OrtException {
    SessionOptions options = new SessionOptions();
    options.setIntraOpNumThreads(threads);
    options.setInterOpNumThreads(1);
    options.setExecutionMode(SessionOptions.ExecutionMode.SEQUENTIAL);
    // Threads that wait for work by spinning take the cores of the other tasks.
    options.addConfigEntry("session.intra_op.allow_spinning", "0");
    return options;
  }
}
