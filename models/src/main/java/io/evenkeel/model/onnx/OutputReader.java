package io.evenkeel.model.onnx;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OnnxValue;
import ai.onnxruntime.OrtException;
import java.util.Optional;

/** Takes one output of the model over into {@link Scores}; chosen once per scorer. */
interface OutputReader {
  /** Returns the output's name in the graph. */
  String name();

  /** Tells whether {@link #pin} gives a tensor. */
  default boolean pinned() {
    return false;
  }

  /**
   * Returns a tensor that the runtime writes this output into, over a buffer of the reader's own;
   * empty where the runtime allocates it. The caller closes it after {@link #read}.
   */
  default Optional<OnnxTensor> pin(int rows) throws OrtException {
    return Optional.empty();
  }

  /**
   * Reads the first {@code rows} rows.
   *
   * @param value what the runtime wrote: the pinned tensor where there is one
   */
  void read(OnnxValue value, int rows, Scores scores) throws OrtException;
}
