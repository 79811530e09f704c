package io.evenkeel.model.onnx;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtException;
import io.evenkeel.model.ModelInput;
import java.util.Arrays;
import java.util.Optional;

/** A tensor of texts. A missing value is the text that the input declares for it, if it does. */
final class TextTensor extends InputTensor {
  private final String[] values;

  TextTensor(ModelInput input, int rank, int capacity) {
    super(input, rank);
    values = new String[Math.multiplyExact(capacity, width())];
    Arrays.fill(values, "");
  }

  @Override
  FeatureSlot slot(int position) {
    return new Slot(position, width(), missingText());
  }

  @Override
  OnnxTensor tensor(int rows) throws OrtException {
    return OnnxTensor.createTensor(
        SessionCache.environment(), Arrays.copyOf(values, rows * width()), shape(rows));
  }

  @Override
  boolean reusable() {
    return false;
  }

  private final class Slot extends TextSlot {
    private final int position;
    private final int width;

    private Slot(int position, int width, Optional<String> missing) {
      super(missing);
      this.position = position;
      this.width = width;
    }

    @Override
    public void putText(int row, String value) {
      values[row * width + position] = value;
    }

    @Override
    public String text(int row) {
      return values[row * width + position];
    }
  }
}
