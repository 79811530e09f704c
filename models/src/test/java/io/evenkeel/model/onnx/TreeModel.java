package io.evenkeel.model.onnx;

import static io.evenkeel.model.onnx.OnnxParts.longs;
import static io.evenkeel.model.onnx.OnnxParts.matrix;
import static io.evenkeel.model.onnx.OnnxParts.reals;
import static io.evenkeel.model.onnx.OnnxParts.texts;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * A model of random trees. Thresholds are few and simple, so that rows meet them exactly, and zero
 * of both signs is among them. Input {@code x}; outputs {@code y} of a regressor, {@code label} and
 * {@code y} of a classifier.
 */
final class TreeModel {
  static final int FEATURES = 5;

  private static final float[] THRESHOLDS = {-2, -0.5f, -0f, 0f, 0.25f, 1, 1e-40f, 3e38f};

  private final Random random;
  private final List<Long> trees = new ArrayList<>();
  private final List<Long> ids = new ArrayList<>();
  private final List<Long> features = new ArrayList<>();
  private final List<Long> whenTrue = new ArrayList<>();
  private final List<Long> whenFalse = new ArrayList<>();
  private final List<Long> missing = new ArrayList<>();
  private final List<Float> values = new ArrayList<>();
  private final List<String> modes = new ArrayList<>();
  private final List<Long> voteTrees = new ArrayList<>();
  private final List<Long> voteNodes = new ArrayList<>();
  private final List<Long> voteClasses = new ArrayList<>();
  private final List<Float> weights = new ArrayList<>();

  /**
   * What differs between models.
   *
   * @param classes 1 for a regressor
   * @param voted classes that leaves vote for; 1 for those of a single class
   * @param base number of base values
   * @param texts labels are texts
   */
  record Shape(
      int trees,
      int leaves,
      int classes,
      int voted,
      List<String> modes,
      String aggregate,
      String transform,
      int base,
      boolean positive,
      boolean texts) {
    boolean regressor() {
      return classes == 1;
    }
  }

  TreeModel(long seed) {
    random = new Random(seed);
  }

  /** Returns a model of that shape. */
  byte[] bytes(Shape shape) {
    for (int tree = 0; tree < shape.trees(); tree++) {
      grow(tree, 1 + random.nextInt(shape.leaves()), shape);
    }
    return model(shape);
  }

  /** Gives the leaves these weights, in turn. */
  TreeModel weighing(float... given) {
    for (int vote = 0; vote < weights.size(); vote++) {
      weights.set(vote, given[vote % given.length]);
    }
    return this;
  }

  /** Sends a node of the model's first tree elsewhere, if it is true. */
  TreeModel rewired(int node, long child) {
    whenTrue.set(node, child);
    return this;
  }

  /** Adds a tree of that many leaves, each a split of one that was a leaf. */
  TreeModel grow(long tree, int leaves, Shape shape) {
    int start = trees.size();
    add(tree, 0);
    for (int leaf = 1; leaf < leaves; leaf++) {
      int at;
      do {
        at = start + random.nextInt(trees.size() - start);
      } while (!modes.get(at).equals("LEAF"));
      modes.set(at, shape.modes().get(random.nextInt(shape.modes().size())));
      whenTrue.set(at, (long) trees.size() - start);
      add(tree, trees.size() - start);
      whenFalse.set(at, (long) trees.size() - start);
      add(tree, trees.size() - start);
    }
    for (int at = start; at < trees.size(); at++) {
      if (modes.get(at).equals("LEAF")) {
        vote(tree, at - start, shape);
      }
    }
    return this;
  }

  private void add(long tree, long id) {
    trees.add(tree);
    ids.add(id);
    features.add((long) random.nextInt(FEATURES));
    whenTrue.add(0L);
    whenFalse.add(0L);
    missing.add((long) random.nextInt(2));
    values.add(THRESHOLDS[random.nextInt(THRESHOLDS.length)]);
    modes.add("LEAF");
  }

  private void vote(long tree, long leaf, Shape shape) {
    int votes = shape.voted() == 1 ? 1 : 1 + random.nextInt(shape.voted());
    for (int vote = 0; vote < votes; vote++) {
      voteTrees.add(tree);
      voteNodes.add(leaf);
      voteClasses.add((long) vote);
      float weight = (float) random.nextGaussian();
      weights.add(shape.positive() ? Math.abs(weight) / shape.trees() : weight);
    }
  }

  /** Returns the model of the trees that were grown. */
  byte[] model(Shape shape) {
    boolean regressor = shape.regressor();
    String vote = regressor ? "target" : "class";
    ProtoMessage node = new ProtoMessage().text(1, "x");
    if (!regressor) {
      node.text(2, "label");
    }
    node.text(2, "y")
        .text(4, regressor ? "TreeEnsembleRegressor" : "TreeEnsembleClassifier")
        .text(7, "ai.onnx.ml")
        .part(5, longs("nodes_treeids", trees))
        .part(5, longs("nodes_nodeids", ids))
        .part(5, longs("nodes_featureids", features))
        .part(5, longs("nodes_truenodeids", whenTrue))
        .part(5, longs("nodes_falsenodeids", whenFalse))
        .part(5, longs("nodes_missing_value_tracks_true", missing))
        .part(5, reals("nodes_values", values))
        .part(5, texts("nodes_modes", modes))
        .part(5, longs(vote + "_treeids", voteTrees))
        .part(5, longs(vote + "_nodeids", voteNodes))
        .part(5, longs(vote + "_ids", voteClasses))
        .part(5, reals(vote + "_weights", weights))
        .part(
            5,
            new ProtoMessage().text(1, "post_transform").text(4, shape.transform()).number(20, 3));
    if (shape.base() > 0) {
      node.part(5, reals("base_values", List.of(0.3f, -0.7f, 0.1f, 2f).subList(0, shape.base())));
    }
    if (regressor) {
      node.part(5, new ProtoMessage().text(1, "n_targets").number(3, 1).number(20, 2));
      node.part(
          5,
          new ProtoMessage()
              .text(1, "aggregate_function")
              .text(4, shape.aggregate())
              .number(20, 3));
    } else if (shape.texts()) {
      node.part(
          5, texts("classlabels_strings", List.of("p", "q", "r", "s").subList(0, shape.classes())));
    } else {
      node.part(
          5, longs("classlabels_int64s", List.of(0L, 1L, 2L, 3L).subList(0, shape.classes())));
    }
    return graph(node, shape);
  }

  private static byte[] graph(ProtoMessage node, Shape shape) {
    ProtoMessage graph =
        new ProtoMessage().part(1, node).text(2, "trees").part(11, matrix("x", FEATURES));
    if (!shape.regressor()) {
      ProtoMessage rows = new ProtoMessage().part(1, new ProtoMessage().text(2, "n"));
      ProtoMessage labels = new ProtoMessage().number(1, shape.texts() ? 8 : 7).part(2, rows);
      graph.part(
          12, new ProtoMessage().text(1, "label").part(2, new ProtoMessage().part(1, labels)));
    }
    graph.part(12, matrix("y", shape.classes()));
    return OnnxParts.model(graph);
  }
}
