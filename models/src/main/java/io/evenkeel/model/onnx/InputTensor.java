package io.evenkeel.model.onnx;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtException;
import io.evenkeel.model.ModelInput;
import java.util.Optional;

/**
 * One input tensor of a scorer: a buffer for a whole batch, allocated once and refilled. Not
 * thread-safe.
 */
abstract class InputTensor {
  private final ModelInput input;
  private final int rank;

  InputTensor(ModelInput input, int rank) {
    this.input = input;
    this.rank = rank;
  }

  /**
   * Allocates the buffer of an input.
   *
   * @param rank 2 for {@code [rows, features]}, 1 for {@code [rows]}
   * @param capacity rows of the greatest batch
   */
  static InputTensor allocate(ModelInput input, int rank, int capacity) {
    return switch (input.element()) {
      case FLOAT16 -> new HalfTensor(input, rank, capacity);
      case FLOAT32 -> new FloatTensor(input, rank, capacity);
      case FLOAT64 -> new DoubleTensor(input, rank, capacity);
      case INT32 -> new IntTensor(input, rank, capacity);
      case INT64 -> new LongTensor(input, rank, capacity);
      case BOOL -> new BoolTensor(input, rank, capacity);
      case STRING -> new TextTensor(input, rank, capacity);
    };
  }

  /** Returns the tensor's name in the graph. */
  final String name() {
    return input.tensor();
  }

  /** Returns the number of features in a row. */
  final int width() {
    return input.features().size();
  }

  /** Returns the text that stands for a missing value, where one is declared. */
  final Optional<String> missingText() {
    return input.missing();
  }

  final long[] shape(int rows) {
    return rank == 1 ? new long[] {rows} : new long[] {rows, width()};
  }

  /** Returns the place of the feature at {@code position} of a row. */
  abstract FeatureSlot slot(int position);

  /**
   * Returns the first {@code rows} rows as a tensor. The caller closes it.
   *
   * @throws OrtException if the runtime refuses the shape or a value
   */
  abstract OnnxTensor tensor(int rows) throws OrtException;

  /**
   * Tells whether a tensor lies over the buffer itself, so that it is good for every later batch of
   * as many rows; false where it holds a copy of the values.
   */
  boolean reusable() {
    return true;
  }
}
