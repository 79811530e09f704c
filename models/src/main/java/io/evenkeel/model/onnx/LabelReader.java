package io.evenkeel.model.onnx;

import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OnnxValue;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtUtil;
import java.nio.LongBuffer;

/** The class in an output of int64 or string, one value per row. */
record LabelReader(String name) implements OutputReader {
  @Override
  public void read(OnnxValue value, int rows, Scores scores) throws OrtException {
    OnnxTensor tensor = (OnnxTensor) value;
    if (tensor.getInfo().type == OnnxJavaType.STRING) {
      readTexts(OrtUtil.flattenString(tensor.getValue()), rows, scores);
    } else {
      readNumbers(tensor.getLongBuffer(), rows, scores);
    }
  }

  private void readTexts(String[] labels, int rows, Scores scores) {
    RowShape.requireRows(name, labels.length, rows);
    for (int row = 0; row < rows; row++) {
      scores.setLabel(row, labels[row]);
    }
  }

  private void readNumbers(LongBuffer labels, int rows, Scores scores) {
    RowShape.requireRows(name, labels.remaining(), rows);
    for (int row = 0; row < rows; row++) {
      scores.setLabel(row, Long.toString(labels.get(row)));
    }
  }
}
