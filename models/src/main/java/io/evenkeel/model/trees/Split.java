package io.evenkeel.model.trees;

/**
 * A comparison as {@code key(x) <= key}: those that hold go left. {@code x < t} holds up to the
 * number before {@code t}; {@code >=} and {@code >} are its opposites, with true and false changed.
 *
 * @param trueIsLeft the child for true is the left one
 * @param nanLeft NaN goes left
 */
record Split(int key, boolean trueIsLeft, boolean nanLeft) {
  static Split of(String mode, float threshold, boolean missingIsTrue) throws NotTakenException {
    boolean strict = mode.equals("BRANCH_LT") || mode.equals("BRANCH_GTE");
    boolean trueIsLeft = mode.equals("BRANCH_LT") || mode.equals("BRANCH_LEQ");
    if (!strict && !trueIsLeft && !mode.equals("BRANCH_GT")) {
      throw new NotTakenException("a node compares by " + mode);
    }
    if (Float.isNaN(threshold)) {
      throw new NotTakenException("a threshold is NaN");
    }
    int key = strict ? FloatKeys.before(threshold) : FloatKeys.of(threshold);
    // A comparison with NaN is false, unless the node says that a missing value is true.
    return new Split(key, trueIsLeft, missingIsTrue == trueIsLeft);
  }
}
