package io.evenkeel.model.trees;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Queue;

/** Lays the nodes of a graph out as a {@link Forest}, each tree from its root downwards. */
final class ForestBuilder {
  private static final int NOWHERE = -1;

  private final TreeNodes nodes;
  private final Columns columns;
  private final int width;
  private final long[] words;
  private final int[] placed;
  private final int[] depth;
  private int end;

  ForestBuilder(TreeNodes nodes, Columns columns) {
    this.nodes = nodes;
    this.columns = columns;
    this.width = columns.count();
    this.words = new long[nodes.size()];
    this.placed = new int[nodes.size()];
    this.depth = new int[nodes.size()];
    Arrays.fill(placed, NOWHERE);
  }

  /**
   * Builds the forest.
   *
   * @throws NotTakenException if a node is reached twice, as in a cycle, a child is missing, or a
   *     comparison is not by order
   */
  Forest build() throws NotTakenException {
    int[] starts = roots();
    int[] roots = new int[starts.length];
    int[] shallowest = new int[starts.length];
    for (int tree = 0; tree < starts.length; tree++) {
      roots[tree] = end;
      shallowest[tree] = grow(starts[tree]);
    }
    if (columns.count() > 1 << Forest.COLUMN_BITS) {
      throw new NotTakenException("%d columns are compared".formatted(columns.count()));
    }
    return new Forest(Arrays.copyOf(words, end), roots, shallowest);
  }

  /** Returns where in the forest a node of the graph is; negative where no row can get there. */
  int placed(int node) {
    return placed[node];
  }

  private int[] roots() throws NotTakenException {
    int[] roots = new int[nodes.size()];
    int found = 0;
    for (int node = 0; node < nodes.size(); node++) {
      if (nodes.root(node)) {
        roots[found++] = node;
      }
    }
    int[] all = Arrays.copyOf(roots, found);
    if (Arrays.stream(all).mapToLong(nodes::tree).distinct().count() != found) {
      throw new NotTakenException("the nodes of a tree are not listed together");
    }
    return all;
  }

  /** Places a tree and returns the depth of its nearest leaf. */
  private int grow(int rootNode) throws NotTakenException {
    int root = end;
    Queue<Integer> open = new ArrayDeque<>();
    place(rootNode, end++);
    open.add(rootNode);
    int shallowest = Integer.MAX_VALUE;
    while (!open.isEmpty()) {
      int node = open.remove();
      int at = placed[node];
      if (nodes.leaf(node)) {
        words[at] = Forest.word(Forest.LEAF_KEY, 0, at - root);
        shallowest = Math.min(shallowest, depth[node]);
      } else {
        split(node, root, open);
      }
      if (end - root > 1 << Forest.CHILD_BITS) {
        throw new NotTakenException("a tree has more than %d nodes".formatted(end - root - 1));
      }
    }
    return shallowest;
  }

  private void split(int node, int root, Queue<Integer> open) throws NotTakenException {
    Split split = Split.of(nodes.mode(node), nodes.threshold(node), nodes.missingIsTrue(node));
    int column = columns.of(nodes.feature(node, width), split.nanLeft());
    words[placed[node]] = Forest.word(split.key(), column, end - root);
    int small = split.trueIsLeft() ? nodes.whenTrue(node) : nodes.whenFalse(node);
    int great = split.trueIsLeft() ? nodes.whenFalse(node) : nodes.whenTrue(node);
    for (int child : new int[] {small, great}) {
      if (placed[child] != NOWHERE) {
        throw new NotTakenException("a node has two parents or is its own ancestor");
      }
      place(child, end++);
      depth[child] = depth[node] + 1;
      open.add(child);
    }
  }

  private void place(int node, int at) throws NotTakenException {
    if (at >= words.length) {
      throw new NotTakenException("a tree has more children than nodes");
    }
    placed[node] = at;
  }
}
