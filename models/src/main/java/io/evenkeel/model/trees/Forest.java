package io.evenkeel.model.trees;

import java.util.Arrays;
import java.util.function.IntPredicate;

/**
 * Trees as one array of words, a node each: the key of the threshold in the upper half, then {@link
 * #COLUMN_BITS} bits of the column and {@link #CHILD_BITS} bits of where the left child is, counted
 * from the root; the right child is next to it. A row goes right if its key is greater. A leaf has
 * a key that nothing is greater than and is its own left child, so that a row which has arrived
 * stays while others go on.
 */
final class Forest {
  static final int CHILD_BITS = 21;
  static final int COLUMN_BITS = Integer.SIZE - CHILD_BITS;
  static final int LEAF_KEY = Integer.MAX_VALUE;

  private static final int CHILD_MASK = (1 << CHILD_BITS) - 1;
  private static final int LANES = Columns.LANES;

  private final long[] words;
  private final int[] roots;
  private final int[] shallowest;

  /**
   * Trees that were checked.
   *
   * @param roots where each tree begins, in the order in which scores are added up
   * @param shallowest depth of each tree's leaf that is nearest to the root
   */
  Forest(long[] words, int[] roots, int[] shallowest) {
    this.words = words;
    this.roots = roots;
    this.shallowest = shallowest;
  }

  static long word(int key, int column, int child) {
    return ((long) key << Integer.SIZE) | (((column << CHILD_BITS) | child) & 0xFFFFFFFFL);
  }

  int trees() {
    return roots.length;
  }

  int nodes() {
    return words.length;
  }

  /** Returns the numbers that some columns are compared with: those that go left go up to them. */
  float[] thresholds(IntPredicate columns) {
    long[] found =
        Arrays.stream(words)
            .filter(word -> word >> Integer.SIZE != LEAF_KEY)
            .filter(word -> columns.test((int) word >>> CHILD_BITS))
            .toArray();
    float[] numbers = new float[found.length];
    for (int i = 0; i < found.length; i++) {
      numbers[i] = FloatKeys.number((int) (found[i] >> Integer.SIZE));
    }
    return numbers;
  }

  /**
   * Sends rows through one tree.
   *
   * @param keys of the rows' columns, as {@link Columns#load} lays them out
   * @param columns of a row
   * @param tiles of {@value Columns#LANES} rows
   * @param leaves takes the leaf at which each row arrived
   */
  void walk(int tree, int[] keys, int columns, int tiles, int[] leaves) {
    long[] nodes = words;
    int root = roots[tree];
    int sure = shallowest[tree];
    for (int tile = 0; tile < tiles; tile++) {
      // Eight variables, not an array: they stay in registers, and their loads overlap.
      int x = tile * columns * LANES;
      int a = root;
      int b = root;
      int c = root;
      int d = root;
      int e = root;
      int f = root;
      int g = root;
      int h = root;
      for (int step = 0; step < sure; step++) {
        a = next(root, nodes[a], keys, x);
        b = next(root, nodes[b], keys, x + 1);
        c = next(root, nodes[c], keys, x + 2);
        d = next(root, nodes[d], keys, x + 3);
        e = next(root, nodes[e], keys, x + 4);
        f = next(root, nodes[f], keys, x + 5);
        g = next(root, nodes[g], keys, x + 6);
        h = next(root, nodes[h], keys, x + 7);
      }
      long all =
          nodes[a] & nodes[b] & nodes[c] & nodes[d] & nodes[e] & nodes[f] & nodes[g] & nodes[h];
      while (all >>> Integer.SIZE != LEAF_KEY) {
        a = next(root, nodes[a], keys, x);
        b = next(root, nodes[b], keys, x + 1);
        c = next(root, nodes[c], keys, x + 2);
        d = next(root, nodes[d], keys, x + 3);
        e = next(root, nodes[e], keys, x + 4);
        f = next(root, nodes[f], keys, x + 5);
        g = next(root, nodes[g], keys, x + 6);
        h = next(root, nodes[h], keys, x + 7);
        all = nodes[a] & nodes[b] & nodes[c] & nodes[d] & nodes[e] & nodes[f] & nodes[g] & nodes[h];
      }
      int at = tile * LANES;
      leaves[at] = a;
      leaves[at + 1] = b;
      leaves[at + 2] = c;
      leaves[at + 3] = d;
      leaves[at + 4] = e;
      leaves[at + 5] = f;
      leaves[at + 6] = g;
      leaves[at + 7] = h;
    }
  }

  /** Returns the child to go to: the left one, or the one after it if the key is greater. */
  private static int next(int root, long word, int[] keys, int x) {
    int low = (int) word;
    long less = (word >> Integer.SIZE) - keys[x + (low >>> CHILD_BITS) * LANES];
    return root + (low & CHILD_MASK) + (int) (less >>> (Long.SIZE - 1));
  }
}
