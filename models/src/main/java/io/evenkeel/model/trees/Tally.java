package io.evenkeel.model.trees;

import java.util.Arrays;

/**
 * What the trees have given the rows of a block, tree by tree in their order: 32-bit sums differ by
 * the order in which they are made. Not thread-safe.
 */
abstract class Tally {
  /** Forgets the last block. */
  abstract void clear();

  /** Adds what a tree gives: row {@code r} arrived at leaf {@code leaves[r]}. */
  abstract void add(int[] leaves, int rows);

  /** Returns the number of a row for a class; 0 where no tree voted for it. */
  abstract float score(int row, int target);

  /** Tells whether a tree voted for that class. */
  abstract boolean voted(int row, int target);

  /** Sums of one class: a weight for each leaf. */
  static final class One extends Tally {
    private final float[] weights;
    private final int target;
    private final float[] sums;

    One(Votes votes, int rows) {
      this.weights = votes.weightOfNode();
      this.target = votes.classes()[0];
      this.sums = new float[rows];
    }

    @Override
    void clear() {
      Arrays.fill(sums, 0);
    }

    @Override
    void add(int[] leaves, int rows) {
      for (int row = 0; row < rows; row++) {
        sums[row] += weights[leaves[row]];
      }
    }

    @Override
    float score(int row, int wanted) {
      return wanted == target ? sums[row] : 0;
    }

    @Override
    boolean voted(int row, int wanted) {
      return wanted == target;
    }
  }

  /** Numbers of several classes, of which a leaf has any. */
  static final class Many extends Tally {
    private final Votes votes;
    private final Aggregate aggregate;
    private final int targets;
    private final float[] scores;
    private final boolean[] voted;

    Many(Votes votes, Aggregate aggregate, int targets, int rows) {
      this.votes = votes;
      this.aggregate = aggregate;
      this.targets = targets;
      this.scores = new float[rows * targets];
      this.voted = new boolean[rows * targets];
    }

    @Override
    void clear() {
      Arrays.fill(scores, 0);
      Arrays.fill(voted, false);
    }

    @Override
    void add(int[] leaves, int rows) {
      int[] first = votes.first();
      int[] classes = votes.classes();
      float[] weights = votes.weights();
      for (int row = 0; row < rows; row++) {
        for (int vote = first[leaves[row]]; vote < first[leaves[row] + 1]; vote++) {
          int at = row * targets + classes[vote];
          scores[at] = aggregate.with(scores[at], voted[at], weights[vote]);
          voted[at] = true;
        }
      }
    }

    @Override
    float score(int row, int target) {
      return scores[row * targets + target];
    }

    @Override
    boolean voted(int row, int target) {
      return voted[row * targets + target];
    }
  }
}
