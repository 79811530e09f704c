package io.evenkeel.model.onnx;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtException;
import io.evenkeel.model.ModelInput;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.Random;

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

  @Override
  FeatureSlot slot(int position) {
    return new Slot(position, width());
  }

  @Override
  OnnxTensor tensor(int rows) throws OrtException {
    return OnnxTensor.createTensor(
        SessionCache.environment(), buffer.duplicate().limit(rows * width()), shape(rows));
  }

  private final class Slot extends FeatureSlot {
    private final int position;
    private final int width;

    private Slot(int position, int width) {
      this.position = position;
      this.width = width;
    }

    @Override
    public void putLong(int row, long value) {
      put(row, (float) value);
    }

    @Override
    public void putFloat(int row, float value) {
      put(row, value);
    }

    @Override
    public void putDouble(int row, double value) {
      put(row, (float) value);
    }

    @Override
    public void putBool(int row, boolean value) {
      put(row, value ? 1 : 0);
    }

    @Override
    public String text(int row) {
      return Float.toString(buffer.get(row * width + position));
    }

    @Override
    void putSample(int row, Random random) {
      putFloat(row, (float) random.nextGaussian());
    }

    @Override
    public boolean holdsMissing() {
      return true;
    }

    @Override
    public void putMissing(int row) {
      put(row, Float.NaN);
    }

    @Override
    public void putFloats(int row, float[] values, int[] positions, int from, int to) {
      for (int i = from, at = row * width + position; i < to; i++, at += width) {
        buffer.put(at, values[positions[i]]);
      }
    }

    @Override
    public void putDoubles(int row, double[] values, int[] positions, int from, int to) {
      for (int i = from, at = row * width + position; i < to; i++, at += width) {
        buffer.put(at, (float) values[positions[i]]);
      }
    }

    @Override
    public void putLongs(int row, long[] values, int[] positions, int from, int to) {
      for (int i = from, at = row * width + position; i < to; i++, at += width) {
        buffer.put(at, (float) values[positions[i]]);
      }
    }

    private void put(int row, float value) {
      buffer.put(row * width + position, value);
    }
  }
}
