package io.evenkeel.model.trees;

import java.util.Arrays;

/**
 * What the leaves give: for each leaf, classes (or targets) and weights, in the order of the graph.
 * Those of leaf {@code l} of the forest are at positions {@code first[l]} to {@code first[l + 1] -
 * 1}.
 */
final class Votes {
  static final int MOST_CLASSES = 4096;

  private final int[] first;
  private final int[] classes;
  private final float[] weights;
  private final boolean allPositive;
  private final boolean oneClass;

  private Votes(
      int[] first, int[] classes, float[] weights, boolean allPositive, boolean oneClass) {
    this.first = first;
    this.classes = classes;
    this.weights = weights;
    this.allPositive = allPositive;
    this.oneClass = oneClass;
  }

  /**
   * Reads the votes of an ensemble.
   *
   * @param prefix of the attributes' names: target or class
   * @param built has placed the nodes of {@code forest}
   */
  static Votes read(GraphNode node, String prefix, TreeNodes nodes, ForestBuilder built)
      throws NotTakenException {
    long[] trees = node.numbers(prefix + "_treeids");
    long[] ids = node.numbers(prefix + "_nodeids");
    long[] classes = node.numbers(prefix + "_ids");
    float[] weights = node.floats(prefix + "_weights");
    if (ids.length != trees.length
        || classes.length != trees.length
        || weights.length != trees.length) {
      throw new NotTakenException("the lists of weights are not equally long");
    }
    int[] leaves = new int[trees.length];
    for (int vote = 0; vote < leaves.length; vote++) {
      int at = nodes.at(new TreeNodes.Place(trees[vote], ids[vote]));
      if (!nodes.leaf(at)) {
        throw new NotTakenException("a node that is no leaf has a weight");
      }
      leaves[vote] = built.placed(at);
    }
    return of(leaves, classes, weights, nodes.size());
  }

  private static Votes of(int[] leaves, long[] classes, float[] weights, int nodes) {
    int[] first = new int[nodes + 1];
    for (int leaf : leaves) {
      if (leaf >= 0) {
        first[leaf + 1]++;
      }
    }
    Arrays.parallelPrefix(first, Integer::sum);
    int[] next = first.clone();
    int[] sortedClasses = new int[leaves.length];
    float[] sortedWeights = new float[leaves.length];
    boolean allPositive = true;
    for (int vote = 0; vote < leaves.length; vote++) {
      if (leaves[vote] >= 0) {
        int at = next[leaves[vote]]++;
        sortedClasses[at] = (int) classes[vote];
        sortedWeights[at] = weights[vote];
      }
      allPositive &= !(weights[vote] < 0);
    }
    boolean oneClass = Arrays.stream(classes).distinct().count() == 1;
    return new Votes(first, sortedClasses, sortedWeights, allPositive, oneClass);
  }

  /**
   * Checks that every leaf that rows get to has a weight, and that classes are from 0 to {@code
   * count - 1}.
   */
  void check(int count, TreeNodes nodes, ForestBuilder built) throws NotTakenException {
    for (int node = 0; node < nodes.size(); node++) {
      int at = built.placed(node);
      if (at >= 0 && nodes.leaf(node) && first[at] == first[at + 1]) {
        throw new NotTakenException("a leaf has no weight");
      }
    }
    for (int voted : classes) {
      if (voted < 0 || voted >= count) {
        throw new NotTakenException("a weight is for class %d of %d".formatted(voted, count));
      }
    }
  }

  /** Tells whether every leaf has one weight, and all for the same class. */
  boolean single() {
    for (int leaf = 1; leaf < first.length; leaf++) {
      if (first[leaf] - first[leaf - 1] > 1) {
        return false;
      }
    }
    return oneClass;
  }

  /** Returns the weight of each leaf, 0 for other nodes, where {@link #single} holds. */
  float[] weightOfNode() {
    float[] all = new float[first.length - 1];
    for (int node = 0; node < all.length; node++) {
      all[node] = first[node] == first[node + 1] ? 0 : weights[first[node]];
    }
    return all;
  }

  /** Returns where the votes of each leaf begin. */
  int[] first() {
    return first;
  }

  /** Returns the class of each vote. */
  int[] classes() {
    return classes;
  }

  /** Returns the weight of each vote. */
  float[] weights() {
    return weights;
  }

  /** Tells whether no weight is negative. */
  boolean allPositive() {
    return allPositive;
  }

  /** Tells whether all votes are for one class. */
  boolean oneClass() {
    return oneClass;
  }
}
