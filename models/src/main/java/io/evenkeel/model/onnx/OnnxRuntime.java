package io.evenkeel.model.onnx;

import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtProvider;

/** The native library that runs models. */
public final class OnnxRuntime {
  private OnnxRuntime() {}

  /**
   * Loads the library, unless this process has, and returns its version, such as {@code 1.28.0}.
   *
   * @throws LinkageError if it does not load on this machine
   */
  public static String version() {
    return OrtEnvironment.getEnvironment().getVersion();
  }

  /** Tells whether this is the build that can run on GPUs; a GPU itself need not be there. */
  public static boolean runsOnCuda() {
    return OrtEnvironment.getAvailableProviders().contains(OrtProvider.CUDA);
  }
}
