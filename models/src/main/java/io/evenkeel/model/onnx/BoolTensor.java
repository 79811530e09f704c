package io.evenkeel.model.onnx;

import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtException;
import io.evenkeel.model.ModelInput;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Random;

/** A tensor of truth values, one byte each. Has no place for a missing value. */
final class BoolTensor extends InputTensor {
  private final ByteBuffer buffer;

  BoolTensor(ModelInput input, int rank, int capacity) {
    super(input, rank);
    buffer =
        ByteBuffer.allocateDirect(Math.multiplyExact(capacity, width()))
            .order(ByteOrder.nativeOrder());
  }

  @Override
  FeatureSlot slot(int position) {
    return new Slot(position, width());
  }

  @Override
  OnnxTensor tensor(int rows) throws OrtException {
    return OnnxTensor.createTensor(
        SessionCache.environment(),
        buffer.duplicate().limit(rows * width()),
        shape(rows),
        OnnxJavaType.BOOL);
  }

  private final class Slot extends FeatureSlot {
    private final int position;
    private final int width;

    private Slot(int position, int width) {
      this.position = position;
      this.width = width;
    }

    @Override
    public void putBool(int row, boolean value) {
      buffer.put(row * width + position, (byte) (value ? 1 : 0));
    }

    @Override
    public String text(int row) {
      return Boolean.toString(buffer.get(row * width + position) != 0);
    }

    @Override
    void putSample(int row, Random random) {
      putBool(row, random.nextBoolean());
    }

    @Override
    public boolean holdsMissing() {
      return false;
    }
  }
}
