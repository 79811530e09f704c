package io.evenkeel.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * ONNX models of a shape, with random weights: what a model costs is decided by its shape. Trees
 * split at random places of random features, which is the worst case for a processor that guesses
 * branches. Input {@code x} is {@code [n, features]}, output {@code y} is {@code [n, 1]}.
 */
public final class RandomModels {
  private static final int FLOAT = 1;
  private static final int OPSET = 21;
  private static final int IR_VERSION = 10;

  private final Random random = new Random(17);
  private final ProtoWriter graph = new ProtoWriter();

  private RandomModels() {}

  /** A sum of weighted features through a sigmoid. */
  public static byte[] linear(int features) {
    return new RandomModels().layers(features, 1);
  }

  /** Fully connected layers with ReLU between them, through a sigmoid. */
  static byte[] network(int... widths) {
    return new RandomModels().layers(widths);
  }

  /** Complete binary trees whose leaves are added up. */
  static byte[] trees(int features, int trees, int depth) {
    return new RandomModels().forest(features, trees, depth);
  }

  /** Trees that were split leaf by leaf, the latest ones more often, whose leaves are added up. */
  static byte[] unevenTrees(int features, int trees, int leaves) {
    RandomModels models = new RandomModels();
    Forest forest = new Forest(models.random, features);
    for (int tree = 0; tree < trees; tree++) {
      forest.growUnevenly(tree, leaves);
    }
    return models.forest(forest, features);
  }

  private byte[] layers(int... widths) {
    String from = "x";
    for (int layer = 1; layer < widths.length; layer++) {
      boolean last = layer == widths.length - 1;
      int in = widths[layer - 1];
      initializer("w" + layer, (float) Math.sqrt(2.0 / in), in, widths[layer]);
      initializer("b" + layer, 0.1f, widths[layer]);
      node("Gemm", "", List.of(from, "w" + layer, "b" + layer), "g" + layer);
      from = last ? "y" : "r" + layer;
      node(last ? "Sigmoid" : "Relu", "", List.of("g" + layer), from);
    }
    return model(widths[0]);
  }

  private byte[] forest(int features, int trees, int depth) {
    Forest forest = new Forest(random, features);
    for (int tree = 0; tree < trees; tree++) {
      forest.grow(tree, depth);
    }
    return forest(forest, features);
  }

  private byte[] forest(Forest forest, int features) {
    ProtoWriter node = start("TreeEnsembleRegressor", "ai.onnx.ml", List.of("x"), "y");
    forest.attributes().forEach(attribute -> node.message(5, attribute));
    graph.message(1, node);
    return model(features);
  }

  private void node(String operator, String domain, List<String> inputs, String output) {
    graph.message(1, start(operator, domain, inputs, output));
  }

  private static ProtoWriter start(
      String operator, String domain, List<String> inputs, String output) {
    ProtoWriter node = new ProtoWriter();
    inputs.forEach(input -> node.text(1, input));
    return node.text(2, output).text(4, operator).text(7, domain);
  }

  private void initializer(String name, float scale, int... dimensions) {
    ProtoWriter tensor = new ProtoWriter();
    int length = 1;
    for (int dimension : dimensions) {
      tensor.number(1, dimension);
      length *= dimension;
    }
    float[] values = new float[length];
    for (int i = 0; i < length; i++) {
      values[i] = scale * (float) random.nextGaussian();
    }
    byte[] raw = ProtoWriter.littleEndian(values);
    graph.message(5, tensor.number(2, FLOAT).text(8, name).bytes(9, raw));
  }

  private byte[] model(int features) {
    graph.text(2, "random").message(11, matrix("x", features)).message(12, matrix("y", 1));
    return new ProtoWriter()
        .number(1, IR_VERSION)
        .message(7, graph)
        .message(8, new ProtoWriter().text(1, "").number(2, OPSET))
        .message(8, new ProtoWriter().text(1, "ai.onnx.ml").number(2, 3))
        .toBytes();
  }

  private static ProtoWriter matrix(String name, int width) {
    ProtoWriter shape =
        new ProtoWriter()
            .message(1, new ProtoWriter().text(2, "n"))
            .message(1, new ProtoWriter().number(1, width));
    ProtoWriter tensor = new ProtoWriter().number(1, FLOAT).message(2, shape);
    return new ProtoWriter().text(1, name).message(2, new ProtoWriter().message(1, tensor));
  }

  /** The attributes of a tree ensemble, one entry a node. */
  private static final class Forest {
    private static final int FLOATS = 6;
    private static final int INTS = 7;
    private static final int STRINGS = 8;

    private final Random random;
    private final int features;
    private final List<Long> trees = new ArrayList<>();
    private final List<Long> nodes = new ArrayList<>();
    private final List<Long> columns = new ArrayList<>();
    private final List<Float> values = new ArrayList<>();
    private final List<Long> left = new ArrayList<>();
    private final List<Long> right = new ArrayList<>();
    private final List<String> modes = new ArrayList<>();
    private final List<Long> leafTrees = new ArrayList<>();
    private final List<Long> leafNodes = new ArrayList<>();
    private final List<Float> weights = new ArrayList<>();

    private Forest(Random random, int features) {
      this.random = random;
      this.features = features;
    }

    /** Adds a tree; node i has the children 2i + 1 and 2i + 2. */
    private void grow(long tree, int depth) {
      int inner = (1 << depth) - 1;
      for (int node = 0; node < 2 * inner + 1; node++) {
        add(tree, node, node < inner ? 2 * node + 1 : 0);
      }
    }

    /** Adds a tree; each split makes a leaf a node with two leaves. */
    private void growUnevenly(long tree, int count) {
      int[] first = new int[2 * count - 1];
      List<Integer> open = new ArrayList<>(List.of(0));
      for (int next = 1; next < first.length; next += 2) {
        boolean latest = random.nextInt(3) == 0;
        int split = open.remove(latest ? open.size() - 1 : random.nextInt(open.size()));
        first[split] = next;
        open.addAll(List.of(next, next + 1));
      }
      for (int node = 0; node < first.length; node++) {
        add(tree, node, first[node]);
      }
    }

    /** Adds a node with the children {@code child} and the one after it; with 0, a leaf. */
    private void add(long tree, long node, long child) {
      boolean leaf = child == 0;
      trees.add(tree);
      nodes.add(node);
      columns.add(leaf ? 0L : random.nextInt(features));
      values.add(leaf ? 0f : (float) random.nextGaussian());
      left.add(child);
      right.add(leaf ? 0 : child + 1);
      modes.add(leaf ? "LEAF" : "BRANCH_LEQ");
      if (leaf) {
        leafTrees.add(tree);
        leafNodes.add(node);
        weights.add((float) random.nextGaussian() / 100);
      }
    }

    private List<ProtoWriter> attributes() {
      List<Long> zeros = weights.stream().map(weight -> 0L).toList();
      return List.of(
          new ProtoWriter().text(1, "n_targets").number(3, 1).number(20, 2),
          longs("nodes_treeids", trees),
          longs("nodes_nodeids", nodes),
          longs("nodes_featureids", columns),
          longs("nodes_truenodeids", left),
          longs("nodes_falsenodeids", right),
          reals("nodes_values", values),
          texts("nodes_modes", modes),
          longs("target_treeids", leafTrees),
          longs("target_nodeids", leafNodes),
          longs("target_ids", zeros),
          reals("target_weights", weights));
    }

    private static ProtoWriter longs(String name, List<Long> all) {
      ProtoWriter attribute = new ProtoWriter().text(1, name).number(20, INTS);
      all.forEach(value -> attribute.number(8, value));
      return attribute;
    }

    private static ProtoWriter reals(String name, List<Float> all) {
      ProtoWriter attribute = new ProtoWriter().text(1, name).number(20, FLOATS);
      all.forEach(value -> attribute.real(7, value));
      return attribute;
    }

    private static ProtoWriter texts(String name, List<String> all) {
      ProtoWriter attribute = new ProtoWriter().text(1, name).number(20, STRINGS);
      all.forEach(value -> attribute.text(9, value));
      return attribute;
    }
  }
}
