package io.evenkeel.model.onnx;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OnnxValue;
import ai.onnxruntime.OrtException;
import java.nio.DoubleBuffer;
import java.nio.FloatBuffer;
import java.nio.IntBuffer;
import java.nio.LongBuffer;
import java.util.function.IntToDoubleFunction;

/**
 * Every number of a row of an output that is kept beside the score.
 *
 * @param name the output's name in the graph
 * @param position among the further outputs
 */
record MoreReader(String name, int position) implements OutputReader {
  @Override
  public void read(OnnxValue value, int rows, Scores scores) throws OrtException {
    OnnxTensor tensor = (OnnxTensor) value;
    int width = RowShape.width(name, tensor.getInfo().getShape(), rows, 0);
    IntToDoubleFunction numbers = numbers(tensor);
    double[] kept = new double[rows * width];
    for (int i = 0; i < kept.length; i++) {
      kept[i] = numbers.applyAsDouble(i);
    }
    scores.setMore(position, kept, width);
  }

  private static IntToDoubleFunction numbers(OnnxTensor tensor) {
    switch (tensor.getInfo().type) {
      case DOUBLE -> {
        DoubleBuffer doubles = tensor.getDoubleBuffer();
        return doubles::get;
      }
      case INT64 -> {
        LongBuffer longs = tensor.getLongBuffer();
        return i -> (double) longs.get(i);
      }
      case INT32 -> {
        IntBuffer ints = tensor.getIntBuffer();
        return ints::get;
      }
      default -> {
        FloatBuffer floats = tensor.getFloatBuffer();
        return floats::get;
      }
    }
  }
}
