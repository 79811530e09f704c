package io.evenkeel.model.onnx;

import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.platform.Fp16Conversions;
import io.evenkeel.model.ModelInput;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.ShortBuffer;

/**
 * A tensor of 16-bit floating-point numbers. Numbers are rounded to the nearest, ties to even, and
 * become infinite beyond 65504; missing is NaN.
 */
final class HalfTensor extends InputTensor {
  private final ByteBuffer bytes;
  private final ShortBuffer buffer;

  HalfTensor(ModelInput input, int rank, int capacity) {
    super(input, rank);
    // The runtime reads the bytes as they lie: any other order gives wrong scores without a word.
    bytes =
        ByteBuffer.allocateDirect(
                Math.multiplyExact(Math.multiplyExact(capacity, width()), Short.BYTES))
            .order(ByteOrder.nativeOrder());
    buffer = bytes.asShortBuffer();
  }

  @Override
  FeatureSlot slot(int position) {
    return new Slot(position, width());
  }

  @Override
  OnnxTensor tensor(int rows) throws OrtException {
    return OnnxTensor.createTensor(
        SessionCache.environment(),
        bytes.duplicate().order(ByteOrder.nativeOrder()).limit(rows * width() * Short.BYTES),
        shape(rows),
        OnnxJavaType.FLOAT16);
  }

  private final class Slot extends SingleSlot {
    private Slot(int position, int width) {
      super(position, width);
    }

    @Override
    void write(int at, float value) {
      buffer.put(at, Fp16Conversions.floatToFp16(value));
    }

    @Override
    float read(int at) {
      return Fp16Conversions.fp16ToFloat(buffer.get(at));
    }
  }
}
