package io.evenkeel.model.onnx;

import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OnnxValue;
import ai.onnxruntime.OrtException;
import java.nio.DoubleBuffer;
import java.nio.FloatBuffer;

/**
 * The score in a tensor of 16-bit or 64-bit floats, or one whose width the model does not tell
 * beforehand: the runtime allocates it.
 */
record CopiedScore(String name, int index) implements OutputReader {
  @Override
  public void read(OnnxValue value, int rows, Scores scores) throws OrtException {
    OnnxTensor tensor = (OnnxTensor) value;
    int width = RowShape.width(name, tensor.getInfo().getShape(), rows, index);
    if (tensor.getInfo().type == OnnxJavaType.DOUBLE) {
      DoubleBuffer values = tensor.getDoubleBuffer();
      for (int row = 0; row < rows; row++) {
        scores.setScore(row, values.get(row * width + index));
      }
    } else {
      FloatBuffer values = tensor.getFloatBuffer();
      for (int row = 0; row < rows; row++) {
        scores.setScore(row, values.get(row * width + index));
      }
    }
  }
}
