package io.evenkeel.model.onnx;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OnnxValue;
import ai.onnxruntime.OrtException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.Optional;

/** The score in a matrix of 32-bit floats of known width, written into one reused buffer. */
final class PinnedScore implements OutputReader {
  private final String name;
  private final boolean vector;
  private final int width;
  private final int index;
  private final FloatBuffer buffer;

  /**
   * An output of shape {@code [rows, width]}.
   *
   * @param vector the shape is {@code [rows]} instead
   */
  PinnedScore(String name, boolean vector, int width, int index, int capacity) {
    this.name = name;
    this.vector = vector;
    this.width = width;
    this.index = index;
    int bytes = Math.multiplyExact(Math.multiplyExact(capacity, width), Float.BYTES);
    this.buffer = ByteBuffer.allocateDirect(bytes).order(ByteOrder.nativeOrder()).asFloatBuffer();
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public boolean pinned() {
    return true;
  }

  @Override
  public Optional<OnnxTensor> pin(int rows) throws OrtException {
    long[] shape = vector ? new long[] {rows} : new long[] {rows, width};
    return Optional.of(
        OnnxTensor.createTensor(
            SessionCache.environment(), buffer.duplicate().limit(rows * width), shape));
  }

  @Override
  public void read(OnnxValue value, int rows, Scores scores) {
    for (int row = 0; row < rows; row++) {
      scores.setScore(row, buffer.get(row * width + index));
    }
  }
}
