package io.evenkeel.model.onnx;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtException;
import io.evenkeel.model.ModelInput;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.IntBuffer;

/** A tensor of 32-bit integers. Has no place for a missing value. */
final class IntTensor extends InputTensor {
  private final IntBuffer buffer;

  IntTensor(ModelInput input, int rank, int capacity) {
    super(input, rank);
    // The runtime reads the bytes as they lie: any other order gives wrong scores without a word.
    buffer =
        ByteBuffer.allocateDirect(
                Math.multiplyExact(Math.multiplyExact(capacity, width()), Integer.BYTES))
            .order(ByteOrder.nativeOrder())
            .asIntBuffer();
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
      buffer.put(row * width + position, Math.toIntExact(value));
    }

    @Override
    public void putBool(int row, boolean value) {
      buffer.put(row * width + position, value ? 1 : 0);
    }

    @Override
    public String text(int row) {
      return Integer.toString(buffer.get(row * width + position));
    }

    @Override
    public boolean holdsMissing() {
      return false;
    }
  }
}
