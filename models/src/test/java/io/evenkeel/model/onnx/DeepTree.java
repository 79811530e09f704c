package io.evenkeel.model.onnx;

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
    ProtoMessage node =
        new ProtoMessage()
            .text(1, "x")
            .text(2, "variable")
            .text(4, "TreeEnsembleRegressor")
            .text(7, "ai.onnx.ml")
            .part(5, new ProtoMessage().text(1, "n_targets").number(3, 1).number(20, 2))
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
    ProtoMessage graph =
        new ProtoMessage()
            .part(1, node)
            .text(2, "deep")
            .part(11, matrix("x", 2))
            .part(12, matrix("variable", 1));
    return new ProtoMessage()
        .number(1, 10)
        .part(7, graph)
        .part(8, new ProtoMessage().text(1, "").number(2, 21))
        .part(8, new ProtoMessage().text(1, "ai.onnx.ml").number(2, 3))
        .bytes();
  }

  private static ProtoMessage ints(String name, int count, IntToLongFunction value) {
    ProtoMessage attribute = new ProtoMessage().text(1, name).number(20, INTS);
    for (int i = 0; i < count; i++) {
      attribute.number(8, value.applyAsLong(i));
    }
    return attribute;
  }

  private static ProtoMessage floats(String name, int count) {
    ProtoMessage attribute = new ProtoMessage().text(1, name).number(20, FLOATS);
    for (int i = 0; i < count; i++) {
      attribute.real(7, i);
    }
    return attribute;
  }

  private static ProtoMessage modes(int nodes, int depth) {
    ProtoMessage attribute = new ProtoMessage().text(1, "nodes_modes").number(20, STRINGS);
    for (int i = 0; i < nodes; i++) {
      attribute.text(9, i < depth ? "BRANCH_LEQ" : "LEAF");
    }
    return attribute;
  }

  private static ProtoMessage matrix(String name, int width) {
    ProtoMessage shape =
        new ProtoMessage()
            .part(1, new ProtoMessage().text(2, "n"))
            .part(1, new ProtoMessage().number(1, width));
    ProtoMessage tensor = new ProtoMessage().number(1, FLOAT).part(2, shape);
    return new ProtoMessage().text(1, name).part(2, new ProtoMessage().part(1, tensor));
  }
}
