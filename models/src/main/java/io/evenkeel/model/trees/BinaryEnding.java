package io.evenkeel.model.trees;

/**
 * The end of a classifier of two classes. Exporters give votes for one of them only; then the other
 * score is the complement, or the opposite where weights are negative.
 */
final class BinaryEnding implements Ending {
  private static final double HALF = 0.5;

  private final Classes classes;
  private final float[] base;
  private final Transform transform;
  private final boolean oneClass;
  private final boolean positive;

  /**
   * The end of a classifier.
   *
   * @param oneClass all votes are for one class
   * @param positive no weight is negative: scores are probabilities
   */
  BinaryEnding(
      Classes classes, float[] base, Transform transform, boolean oneClass, boolean positive) {
    this.classes = classes;
    this.base = base;
    this.transform = transform;
    this.oneClass = oneClass;
    this.positive = positive;
  }

  @Override
  public int width() {
    return 2;
  }

  @Override
  public String write(Tally tally, int row, float[] scores) {
    boolean second = tally.voted(row, 1);
    float score0 = tally.score(row, 0);
    float score1 = tally.score(row, 1);
    if (base.length == 1) {
      score0 += base[0];
    } else if (base.length == 2 && !second) {
      score1 += base[1];
      score0 += base[0];
    } else if (base.length == 2) {
      score1 = base[1] + score0;
      score0 = -score1;
    }
    float decisive = second ? score1 : tally.voted(row, 0) ? score0 : 0;
    boolean above = decisive > (oneClass && positive ? HALF : 0);
    if (second || base.length == 2) {
      scores[0] = tally.voted(row, 0) ? score0 : 0;
      scores[1] = second ? score1 : 0;
      transform.apply(scores);
    } else {
      one(score0, scores);
    }
    return oneClass ? classes.names().get(above ? 1 : 0) : classes.ofTwo(above);
  }

  /** Writes both scores of a row that only the first class has votes in. */
  private void one(float score, float[] scores) {
    if (transform == Transform.LOGISTIC) {
      scores[0] = Exponential.logistic(-score);
      scores[1] = Exponential.logistic(score);
    } else if (oneClass && positive) {
      scores[0] = 1 - score;
      scores[1] = score;
    } else {
      scores[0] = -score;
      scores[1] = score;
    }
  }
}
