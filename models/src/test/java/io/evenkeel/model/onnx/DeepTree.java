package io.evenkeel.model.onnx;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.function.IntToLongFunction;

/**
 * A tree that is a chain of very many nodes. ONNX Runtime builds a tree by a recursive function,
 * which runs out of stack: a model of no more than valid fields that crashes the process.
 */
final class DeepTree {
  private static final int FLOAT = 1;
  private static final int FLOATS = 6;
  private static final int INTS = 7;
  private static final int STRINGS = 8;

  private DeepTree() {}

  /** Returns a model of input {@code x} of {@code [n, 2]} and output {@code variable}. */
  static byte[] model(int depth) {
    int nodes = 2 * depth + 1;
    // Inner nodes 0 to depth - 1; node i leads to node i + 1 or to the leaf depth + 1 + i.
    Message node =
        new Message()
            .text(1, "x")
            .text(2, "variable")
            .text(4, "TreeEnsembleRegressor")
            .text(7, "ai.onnx.ml")
            .part(5, new Message().text(1, "n_targets").number(3, 1).number(20, 2))
            .part(5, ints("nodes_treeids", nodes, i -> 0))
            .part(5, ints("nodes_nodeids", nodes, i -> i))
            .part(5, ints("nodes_featureids", nodes, i -> 0))
            .part(5, ints("nodes_truenodeids", nodes, i -> i < depth ? i + 1 : 0))
            .part(5, ints("nodes_falsenodeids", nodes, i -> i < depth ? depth + 1 + i : 0))
            .part(5, floats("nodes_values", nodes))
            .part(5, modes(nodes, depth))
            .part(5, ints("target_treeids", depth + 1, i -> 0))
            .part(5, ints("target_nodeids", depth + 1, i -> depth + i))
            .part(5, ints("target_ids", depth + 1, i -> 0))
            .part(5, floats("target_weights", depth + 1));
    Message graph =
        new Message()
            .part(1, node)
            .text(2, "deep")
            .part(11, matrix("x", 2))
            .part(12, matrix("variable", 1));
    return new Message()
        .number(1, 10)
        .part(7, graph)
        .part(8, new Message().text(1, "").number(2, 21))
        .part(8, new Message().text(1, "ai.onnx.ml").number(2, 3))
        .bytes();
  }

  private static Message ints(String name, int count, IntToLongFunction value) {
    Message attribute = new Message().text(1, name).number(20, INTS);
    for (int i = 0; i < count; i++) {
      attribute.number(8, value.applyAsLong(i));
    }
    return attribute;
  }

  private static Message floats(String name, int count) {
    Message attribute = new Message().text(1, name).number(20, FLOATS);
    for (int i = 0; i < count; i++) {
      attribute.real(7, i);
    }
    return attribute;
  }

  private static Message modes(int nodes, int depth) {
    Message attribute = new Message().text(1, "nodes_modes").number(20, STRINGS);
    for (int i = 0; i < nodes; i++) {
      attribute.text(9, i < depth ? "BRANCH_LEQ" : "LEAF");
    }
    return attribute;
  }

  private static Message matrix(String name, int width) {
    Message shape =
        new Message().part(1, new Message().text(2, "n")).part(1, new Message().number(1, width));
    Message tensor = new Message().number(1, FLOAT).part(2, shape);
    return new Message().text(1, name).part(2, new Message().part(1, tensor));
  }

  /** A protocol buffer message; see https://protobuf.dev/programming-guides/encoding. */
  private static final class Message {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    private Message number(int field, long value) {
      varint((long) field << 3);
      varint(value);
      return this;
    }

    private Message real(int field, float value) {
      varint(((long) field << 3) | 5);
      byte[] bytes =
          ByteBuffer.allocate(Float.BYTES).order(ByteOrder.LITTLE_ENDIAN).putFloat(value).array();
      out.writeBytes(bytes);
      return this;
    }

    private Message text(int field, String value) {
      return raw(field, value.getBytes(StandardCharsets.UTF_8));
    }

    private Message part(int field, Message value) {
      return raw(field, value.bytes());
    }

    private Message raw(int field, byte[] value) {
      varint(((long) field << 3) | 2);
      varint(value.length);
      out.writeBytes(value);
      return this;
    }

    private byte[] bytes() {
      return out.toByteArray();
    }

    private void varint(long value) {
      long rest = value;
      while ((rest & ~0x7FL) != 0) {
        out.write((int) ((rest & 0x7F) | 0x80));
        rest >>>= 7;
      }
      out.write((int) rest);
    }
  }
}
