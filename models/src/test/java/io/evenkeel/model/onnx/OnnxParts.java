package io.evenkeel.model.onnx;

import java.util.List;

/** Parts of models that tests write field by field; see onnx.proto for the numbers. */
final class OnnxParts {
  private static final int FLOAT = 1;
  private static final int FLOATS = 6;
  private static final int INTS = 7;
  private static final int STRINGS = 8;

  private OnnxParts() {}

  static ProtoMessage longs(String name, List<Long> all) {
    ProtoMessage attribute = new ProtoMessage().text(1, name).number(20, INTS);
    all.forEach(value -> attribute.number(8, value));
    return attribute;
  }

  static ProtoMessage reals(String name, List<Float> all) {
    ProtoMessage attribute = new ProtoMessage().text(1, name).number(20, FLOATS);
    all.forEach(value -> attribute.real(7, value));
    return attribute;
  }

  static ProtoMessage texts(String name, List<String> all) {
    ProtoMessage attribute = new ProtoMessage().text(1, name).number(20, STRINGS);
    all.forEach(value -> attribute.text(9, value));
    return attribute;
  }

  /** Returns an input or output of shape {@code [n, width]}. */
  static ProtoMessage matrix(String name, int width) {
    ProtoMessage shape =
        new ProtoMessage()
            .part(1, new ProtoMessage().text(2, "n"))
            .part(1, new ProtoMessage().number(1, width));
    ProtoMessage tensor = new ProtoMessage().number(1, FLOAT).part(2, shape);
    return new ProtoMessage().text(1, name).part(2, new ProtoMessage().part(1, tensor));
  }

  /** Returns a model of the graph, with the operators for machine learning. */
  static byte[] model(ProtoMessage graph) {
    return new ProtoMessage()
        .number(1, 10)
        .part(7, graph)
        .part(8, new ProtoMessage().text(1, "").number(2, 21))
        .part(8, new ProtoMessage().text(1, "ai.onnx.ml").number(2, 3))
        .bytes();
  }
}
