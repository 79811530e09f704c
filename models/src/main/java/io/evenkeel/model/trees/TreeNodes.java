package io.evenkeel.model.trees;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The nodes of an ensemble as its attributes list them: one entry a node in each. Every list is as
 * long as the others, no node has the place of another, and the nodes of a tree stand together.
 */
final class TreeNodes {
  static final String LEAF = "LEAF";

  private final Map<Place, Integer> byPlace = new HashMap<>();
  private final long[] trees;
  private final long[] ids;
  private final long[] features;
  private final long[] whenTrue;
  private final long[] whenFalse;
  private final long[] missingIsTrue;
  private final float[] thresholds;
  private final List<String> modes;

  /** A node's place: tree and number, as the graph has them. */
  record Place(long tree, long node) {}

  private TreeNodes(GraphNode node) {
    trees = node.numbers("nodes_treeids");
    ids = node.numbers("nodes_nodeids");
    features = node.numbers("nodes_featureids");
    whenTrue = node.numbers("nodes_truenodeids");
    whenFalse = node.numbers("nodes_falsenodeids");
    missingIsTrue = node.numbers("nodes_missing_value_tracks_true");
    thresholds = node.floats("nodes_values");
    modes = node.texts("nodes_modes");
  }

  /** Reads the nodes of an ensemble. */
  static TreeNodes read(GraphNode node) throws NotTakenException {
    if (node.attributes().values().stream().anyMatch(Attribute::tensor)) {
      throw new NotTakenException("the trees have values of 64 bits");
    }
    TreeNodes read = new TreeNodes(node);
    read.check();
    return read;
  }

  private void check() throws NotTakenException {
    int size = trees.length;
    boolean even =
        ids.length == size
            && features.length == size
            && whenTrue.length == size
            && whenFalse.length == size
            && thresholds.length == size
            && modes.size() == size
            && (missingIsTrue.length == size || missingIsTrue.length == 0);
    if (!even || size == 0) {
      throw new NotTakenException("the lists of nodes are not equally long");
    }
    for (int node = 0; node < size; node++) {
      if (byPlace.put(place(node), node) != null) {
        throw new NotTakenException("two nodes have one number");
      }
    }
  }

  int size() {
    return trees.length;
  }

  Place place(int node) {
    return new Place(trees[node], ids[node]);
  }

  /** Tells whether a node is the first of its tree, which is the root. */
  boolean root(int node) {
    return node == 0 || trees[node - 1] != trees[node];
  }

  long tree(int node) {
    return trees[node];
  }

  boolean leaf(int node) {
    return modes.get(node).equals(LEAF);
  }

  String mode(int node) {
    return modes.get(node);
  }

  float threshold(int node) {
    return thresholds[node];
  }

  boolean missingIsTrue(int node) {
    return missingIsTrue.length > 0 && missingIsTrue[node] == 1;
  }

  /** Returns the feature's position, checked against the number of features. */
  int feature(int node, int width) throws NotTakenException {
    if (features[node] < 0 || features[node] >= width) {
      throw new NotTakenException("a node asks for feature %d".formatted(features[node]));
    }
    return (int) features[node];
  }

  int whenTrue(int node) throws NotTakenException {
    return at(new Place(trees[node], whenTrue[node]));
  }

  int whenFalse(int node) throws NotTakenException {
    return at(new Place(trees[node], whenFalse[node]));
  }

  /** Returns the position of a place in the lists. */
  int at(Place place) throws NotTakenException {
    Integer found = byPlace.get(place);
    if (found == null) {
      throw new NotTakenException("tree %d has no node %d".formatted(place.tree(), place.node()));
    }
    return found;
  }
}
