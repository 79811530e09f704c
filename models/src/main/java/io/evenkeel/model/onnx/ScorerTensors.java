package io.evenkeel.model.onnx;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The tensors of a scorer, over its buffers: made for a number of rows, and used again as long as
 * batches have that many. Not thread-safe.
 */
final class ScorerTensors implements AutoCloseable {
  private final List<InputTensor> buffers;
  private final List<OutputReader> readers;
  private final Map<String, OnnxTensor> inputs = new HashMap<>();
  private final Map<String, OnnxTensor> pinned = new HashMap<>();
  private int rows;

  ScorerTensors(List<InputTensor> buffers, List<OutputReader> readers) {
    this.buffers = buffers;
    this.readers = readers;
  }

  /** Makes the tensors those of a batch of that many rows, with the values that are there now. */
  void shape(int wanted) throws OrtException {
    if (wanted != rows) {
      close();
      for (OutputReader reader : readers) {
        reader.pin(wanted).ifPresent(tensor -> pinned.put(reader.name(), tensor));
      }
      rows = wanted;
    }
    for (InputTensor buffer : buffers) {
      if (!buffer.reusable() || !inputs.containsKey(buffer.name())) {
        replace(buffer);
      }
    }
  }

  private void replace(InputTensor buffer) throws OrtException {
    OnnxTensor made = buffer.tensor(rows);
    OnnxTensor before = inputs.put(buffer.name(), made);
    if (before != null) {
      before.close();
    }
  }

  /** Returns the inputs by name. */
  Map<String, OnnxTensor> inputs() {
    return inputs;
  }

  /** Returns the outputs that are written into buffers of their readers, by name. */
  Map<String, OnnxTensor> pinned() {
    return pinned;
  }

  /** Frees the tensors; they are made again when they are asked for. */
  @Override
  public void close() {
    inputs.values().forEach(OnnxTensor::close);
    inputs.clear();
    pinned.values().forEach(OnnxTensor::close);
    pinned.clear();
    rows = 0;
  }
}
