package io.evenkeel.model.trees;

/** The end of a regressor without a transformation; a base value for each target, or none. */
final class Regression implements Ending {
  private final int width;
  private final float[] base;
  private final boolean average;
  private final int trees;

  private Regression(int width, float[] base, boolean average, int trees) {
    this.width = width;
    this.base = base;
    this.average = average;
    this.trees = trees;
  }

  static Regression read(GraphNode node, Aggregate aggregate, int trees) throws NotTakenException {
    long[] targets = node.numbers("n_targets");
    float[] base = node.floats("base_values");
    if (targets.length != 1 || targets[0] < 1 || targets[0] > Votes.MOST_CLASSES) {
      throw new NotTakenException("the number of targets is not told");
    }
    if (base.length != 0 && base.length != targets[0]) {
      throw new NotTakenException("there is not one base value for each target");
    }
    if (!node.text("post_transform", "NONE").equals("NONE")) {
      throw new NotTakenException("a regressor transforms by " + node.text("post_transform", ""));
    }
    return new Regression((int) targets[0], base, aggregate == Aggregate.AVERAGE, trees);
  }

  @Override
  public int width() {
    return width;
  }

  @Override
  public String write(Tally tally, int row, float[] scores) {
    for (int target = 0; target < width; target++) {
      float score = tally.score(row, target);
      if (average) {
        score /= trees;
      }
      // A single target has 0 added where there is no base value, which makes -0 a 0.
      if (base.length > 0 || width == 1) {
        score += base.length > 0 ? base[target] : 0;
      }
      // Of several targets, one that no tree voted for is 0 even if it has a base value.
      scores[target] = width == 1 || tally.voted(row, target) ? score : 0;
    }
    return "";
  }
}
