package io.evenkeel.model.onnx;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtException;
import io.evenkeel.model.ModelInput;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;

/** A tensor of 32-bit floating-point numbers. Numbers are rounded to nearest; missing is NaN. */
final class FloatTensor extends InputTensor {
  private final FloatBuffer buffer;

  FloatTensor(ModelInput input, int rank, int capacity) {
    super(input, rank);
    // The runtime reads the bytes as they lie: any other order gives wrong scores without a word.
    buffer =
        ByteBuffer.allocateDirect(
                Math.multiplyExact(Math.multiplyExact(capacity, width()), Float.BYTES))
            .order(ByteOrder.nativeOrder())
            .asFloatBuffer();
  }

  /** Returns the buffer: row-major {@code [capacity, width]}. */
  FloatBuffer buffer() {
    return buffer;
  }

  @Override
  FeatureSlot slot(int position) {
    return new Slot(position, width());
  }

  @Override
  OnnxTensor tensor(int rows) throws OrtException {
    return OnnxTensor.createTensor(
        SessionCache.environment(), buffer.duplicate().limit(rows * width()), shape(rows));
  }

  private final class Slot extends SingleSlot {
    private final int width;

    private Slot(int position, int width) {
      super(position, width);
      this.width = width;
    }

    @Override
    void write(int at, float value) {
      buffer.put(at, value);
    }

    @Override
    float read(int at) {
      return buffer.get(at);
    }

    @Override
    public void putFloats(int row, float[] values, int[] positions, int from, int to) {
      for (int i = from, at = at(row); i < to; i++, at += width) {
        buffer.put(at, values[positions[i]]);
      }
    }

    @Override
    public void putDoubles(int row, double[] values, int[] positions, int from, int to) {
      for (int i = from, at = at(row); i < to; i++, at += width) {
        buffer.put(at, (float) values[positions[i]]);
      }
    }

    @Override
    public void putLongs(int row, long[] values, int[] positions, int from, int to) {
      for (int i = from, at = at(row); i < to; i++, at += width) {
        buffer.put(at, (float) values[positions[i]]);
      }
    }
  }
}
