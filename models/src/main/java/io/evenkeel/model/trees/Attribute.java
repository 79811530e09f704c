package io.evenkeel.model.trees;

import io.evenkeel.model.ProtoFields;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;

/** One attribute of a node (message {@code AttributeProto} of onnx.proto). */
final class Attribute {
  private static final int NAME = 1;
  private static final int FLOAT = 2;
  private static final int INT = 3;
  private static final int TEXT = 4;
  private static final int TENSOR = 5;
  private static final int FLOATS = 7;
  private static final int INTS = 8;
  private static final int TEXTS = 9;

  private final List<float[]> floats = new ArrayList<>();
  private long[] numbers = {};
  private final List<String> texts = new ArrayList<>();
  private String name = "";
  private boolean tensor;

  private Attribute() {}

  static Attribute read(ProtoFields fields) {
    Attribute read = new Attribute();
    LongStream.Builder numbers = LongStream.builder();
    while (fields.next()) {
      switch (fields.number()) {
        case NAME -> read.name = fields.text();
        case FLOAT, FLOATS -> read.floats.add(fields.floats());
        case INT, INTS -> fields.longs(numbers::add);
        case TEXT, TEXTS -> read.texts.add(fields.text());
        case TENSOR -> read.tensor = true;
        default -> {}
      }
    }
    read.numbers = numbers.build().toArray();
    return read;
  }

  String name() {
    return name;
  }

  /** Tells whether the value is a tensor, which is not read. */
  boolean tensor() {
    return tensor;
  }

  /** Returns the floats in their order; none where the value is of another kind. */
  float[] floats() {
    float[] all = new float[floats.stream().mapToInt(part -> part.length).sum()];
    int at = 0;
    for (float[] part : floats) {
      System.arraycopy(part, 0, all, at, part.length);
      at += part.length;
    }
    return all;
  }

  /** Returns the whole numbers in their order; none where the value is of another kind. */
  long[] numbers() {
    return numbers;
  }

  /** Returns the texts in their order; none where the value is of another kind. */
  List<String> texts() {
    return texts;
  }
}
