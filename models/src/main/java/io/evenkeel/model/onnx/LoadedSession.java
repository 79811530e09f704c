package io.evenkeel.model.onnx;

import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.OrtSession.SessionOptions;
import io.evenkeel.fault.EvenkeelException;
import io.evenkeel.fault.Fault;

/**
 * A session, and what really runs it.
 *
 * @param provider {@code cpu} or {@code cuda}
 */
record LoadedSession(OrtSession session, String provider) {
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
    if (placement.gpu().isPresent()) {
      try {
        return onGpu(key, placement.gpu().getAsInt(), onnx);
      } catch (OrtException e) {
        if (placement.device() == Device.GPU) {
          throw EvenkeelException.of(
                  Fault.RETRYABLE,
                  "GPU %d does not take the model: %s"
                      .formatted(placement.gpu().getAsInt(), e.getMessage()))
              .next("Look at the GPU and its driver, or set onnx.device to auto.")
              .causedBy(e);
        }
      }
    }
    return onCpu(key, onnx);
  }

  private static LoadedSession onGpu(SessionKey key, int gpu, byte[] onnx) throws OrtException {
    try (SessionOptions options = options(key.threads())) {
      options.addCUDA(gpu);
      // Half of a model on the processor would be slower than either, and nobody would know.
      options.addConfigEntry("session.disable_cpu_ep_fallback", "1");
      return new LoadedSession(SessionCache.environment().createSession(onnx, options), CUDA);
    }
  }

  private static LoadedSession onCpu(SessionKey key, byte[] onnx) {
    try (SessionOptions options = options(key.threads())) {
      return new LoadedSession(SessionCache.environment().createSession(onnx, options), CPU);
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
