package io.evenkeel.model.trees;

import io.evenkeel.model.ProtoFields;

/**
 * A constant of a graph (message {@code TensorProto} of onnx.proto).
 *
 * @param one it is a single 32-bit 1, by which a product leaves every number as it is
 */
record Constant(String name, boolean one) {
  private static final int DIMENSION = 1;
  private static final int TYPE = 2;
  private static final int FLOATS = 4;
  private static final int NAME = 8;
  private static final int RAW = 9;
  private static final int FLOAT = 1;

  static Constant read(ProtoFields fields) {
    String name = "";
    long[] size = {1};
    boolean floats = false;
    float[] values = {};
    while (fields.next()) {
      switch (fields.number()) {
        case DIMENSION -> fields.longs(length -> size[0] *= length);
        case TYPE -> floats = fields.value() == FLOAT;
        case FLOATS -> values = size[0] == 1 ? fields.floats() : values;
        case RAW -> values = floats && size[0] == 1 ? fields.floats() : values;
        case NAME -> name = fields.text();
        default -> {}
      }
    }
    boolean one = floats && size[0] == 1 && values.length == 1 && values[0] == 1;
    return new Constant(name, one);
  }
}
