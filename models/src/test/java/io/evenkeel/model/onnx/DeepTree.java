package io.evenkeel.model.onnx;

import static io.evenkeel.model.onnx.OnnxParts.longs;
import static io.evenkeel.model.onnx.OnnxParts.matrix;
import static io.evenkeel.model.onnx.OnnxParts.reals;
import static io.evenkeel.model.onnx.OnnxParts.texts;

import java.util.function.IntFunction;
import java.util.stream.IntStream;

/**
 * A tree that is a chain of very many nodes. ONNX Runtime builds a tree by a recursive function,
 * which runs out of stack: a model of no more than valid fields that crashes the process.
 */
final class DeepTree {

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
            .part(5, ints("nodes_treeids", nodes, i -> 0L))
            .part(5, ints("nodes_nodeids", nodes, i -> (long) i))
            .part(5, ints("nodes_featureids", nodes, i -> 0L))
            .part(5, ints("nodes_truenodeids", nodes, i -> i < depth ? i + 1L : 0L))
            .part(5, ints("nodes_falsenodeids", nodes, i -> i < depth ? depth + 1L + i : 0L))
            .part(5, floats("nodes_values", nodes))
            .part(5, modes(nodes, depth))
            .part(5, ints("target_treeids", depth + 1, i -> 0L))
            .part(5, ints("target_nodeids", depth + 1, i -> (long) depth + i))
            .part(5, ints("target_ids", depth + 1, i -> 0L))
            .part(5, floats("target_weights", depth + 1));
    ProtoMessage graph =
        new ProtoMessage()
            .part(1, node)
            .text(2, "deep")
            .part(11, matrix("x", 2))
            .part(12, matrix("variable", 1));
    return OnnxParts.model(graph);
  }

  private static ProtoMessage ints(String name, int count, IntFunction<Long> value) {
    return longs(name, IntStream.range(0, count).mapToObj(value).toList());
  }

  private static ProtoMessage floats(String name, int count) {
    return reals(name, IntStream.range(0, count).mapToObj(i -> (float) i).toList());
  }

  private static ProtoMessage modes(int nodes, int depth) {
    return texts(
        "nodes_modes",
        IntStream.range(0, nodes).mapToObj(i -> i < depth ? "BRANCH_LEQ" : "LEAF").toList());
  }
}
