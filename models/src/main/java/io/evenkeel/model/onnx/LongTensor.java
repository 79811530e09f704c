package io.evenkeel.model.onnx;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtException;
import io.evenkeel.model.ModelInput;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.LongBuffer;

/** A tensor of 64-bit integers. Has no place for a missing value. */
final class LongTensor extends InputTensor {
  private final LongBuffer buffer;

  LongTensor(ModelInput input, int rank, int capacity) {
    super(input, rank);
    // The runtime reads the bytes as they lie: any other order gives wrong scores without a word.
    buffer =
        ByteBuffer.allocateDirect(
                Math.multiplyExact(Math.multiplyExact(capacity, width()), Long.BYTES))
            .order(ByteOrder.nativeOrder())
            .asLongBuffer();
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
      buffer.put(row * width + position, value);
    }

    @Override
    public void putBool(int row, boolean value) {
      buffer.put(row * width + position, value ? 1 : 0);
    }

    @Override
    public String text(int row) {
      return Long.toString(buffer.get(row * width + position));
    }

    @Override
    public boolean holdsMissing() {
      return false;
    }
  }
}
