package io.evenkeel.model.trees;

import io.evenkeel.model.ProtoFields;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The operators of a model, and how a value follows from the one ensemble of trees among them. Only
 * operators that exporters put behind trees, and that change no score, are known.
 */
final class Graph {
  private static final int MODEL_GRAPH = 7;
  private static final int GRAPH_NODE = 1;
  private static final int GRAPH_INITIALIZER = 5;
  private static final int INT64 = 7;
  private static final Set<String> KNOWN = Set.of("Identity", "Cast", "Mul", "ZipMap");

  private final Map<String, GraphNode> byOutput = new HashMap<>();
  private final Set<String> ones = new HashSet<>();
  private final GraphNode ensemble;

  /**
   * A value that is an output of the ensemble under another name.
   *
   * @param output position among the ensemble's outputs
   * @param map the ZipMap that made maps of it
   */
  record Origin(int output, Optional<GraphNode> map) {}

  private Graph(List<GraphNode> nodes) throws NotTakenException {
    List<GraphNode> trees = nodes.stream().filter(GraphNode::trees).toList();
    for (GraphNode node : nodes) {
      if (!node.trees() && !KNOWN.contains(node.operator())) {
        throw new NotTakenException("the graph has the operator " + node.operator());
      }
      node.outputs().forEach(output -> byOutput.put(output, node));
    }
    if (trees.size() != 1) {
      throw new NotTakenException("the graph has %d ensembles of trees".formatted(trees.size()));
    }
    ensemble = trees.get(0);
  }

  /** Reads the graph of a model. */
  static Graph read(byte[] onnx) throws NotTakenException {
    List<GraphNode> nodes = new ArrayList<>();
    List<Constant> constants = new ArrayList<>();
    ProtoFields model = new ProtoFields(onnx, 0, onnx.length);
    while (model.next()) {
      if (model.number() == MODEL_GRAPH) {
        ProtoFields graph = model.message();
        while (graph.next()) {
          switch (graph.number()) {
            case GRAPH_NODE -> nodes.add(GraphNode.read(graph.message()));
            case GRAPH_INITIALIZER -> constants.add(Constant.read(graph.message()));
            default -> {}
          }
        }
      }
    }
    Graph read = new Graph(nodes);
    constants.stream().filter(Constant::one).map(Constant::name).forEach(read.ones::add);
    return read;
  }

  /** Returns the ensemble of trees. */
  GraphNode ensemble() {
    return ensemble;
  }

  /** Follows a value back to the ensemble. */
  Origin origin(String value) throws NotTakenException {
    String name = value;
    Optional<GraphNode> map = Optional.empty();
    // A graph has no cycles, but its bytes may; each step leaves one operator behind.
    for (int step = 0; step <= byOutput.size(); step++) {
      GraphNode node = byOutput.get(name);
      if (node == null) {
        throw new NotTakenException("'%s' does not come from the trees".formatted(value));
      }
      if (node.trees()) {
        return new Origin(node.outputs().indexOf(name), map);
      }
      if (node.operator().equals("ZipMap")) {
        map = Optional.of(node);
      }
      name = unchanged(node);
    }
    throw new NotTakenException("the graph has a cycle");
  }

  /** Returns the name of the input whose values an operator hands on as they are. */
  private String unchanged(GraphNode node) throws NotTakenException {
    boolean keeps =
        switch (node.operator()) {
          case "Mul" -> node.inputs().size() == 2 && ones.contains(node.inputs().get(1));
          case "Cast" ->
              labels() && node.numbers("to").length == 1 && node.numbers("to")[0] == INT64;
          default -> true;
        };
    if (!keeps || node.inputs().isEmpty()) {
      throw new NotTakenException(node.operator() + " changes what the trees give");
    }
    return node.inputs().get(0);
  }

  private boolean labels() {
    return ensemble.numbers("classlabels_int64s").length > 0;
  }
}
