package io.evenkeel.model.onnx;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtException;
import io.evenkeel.model.ModelInput;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.DoubleBuffer;
import java.util.Random;

/** A tensor of 64-bit floating-point numbers. Missing is NaN. */
final class DoubleTensor extends InputTensor {
  private final DoubleBuffer buffer;

  DoubleTensor(ModelInput input, int rank, int capacity) {
    super(input, rank);
    // The runtime reads the bytes as they lie: any other order gives wrong scores without a word.
    buffer =
        ByteBuffer.allocateDirect(
                Math.multiplyExact(Math.multiplyExact(capacity, width()), Double.BYTES))
            .order(ByteOrder.nativeOrder())
            .asDoubleBuffer();
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
      put(row, (double) value);
    }

    @Override
    public void putFloat(int row, float value) {
      put(row, value);
    }

    @Override
    public void putDouble(int row, double value) {
      put(row, value);
    }

    @Override
    public void putBool(int row, boolean value) {
      put(row, value ? 1 : 0);
    }

    @Override
    public String text(int row) {
      return Double.toString(buffer.get(row * width + position));
    }

    @Override
    void putSample(int row, Random random) {
      putDouble(row, random.nextGaussian());
    }

    @Override
    public boolean holdsMissing() {
      return true;
    }

    @Override
    public void putMissing(int row) {
      put(row, Double.NaN);
    }

    private void put(int row, double value) {
      buffer.put(row * width + position, value);
    }
  }
}
