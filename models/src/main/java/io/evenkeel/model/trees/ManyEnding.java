package io.evenkeel.model.trees;

/**
 * The end of a classifier of three or more classes: the label is the class of the greatest sum, of
 * equal ones the first.
 */
final class ManyEnding implements Ending {
  private final Classes classes;
  private final float[] base;
  private final Transform transform;

  /**
   * The end of a classifier.
   *
   * @param base one number for each class, or none
   */
  ManyEnding(Classes classes, float[] base, Transform transform) {
    this.classes = classes;
    this.base = base;
    this.transform = transform;
  }

  @Override
  public int width() {
    return classes.size();
  }

  @Override
  public String write(Tally tally, int row, float[] scores) {
    int best = -1;
    float most = 0;
    for (int i = 0; i < scores.length; i++) {
      boolean voted = tally.voted(row, i);
      scores[i] = tally.score(row, i);
      if (base.length > 0) {
        scores[i] = voted ? scores[i] + base[i] : base[i];
      }
      if ((voted || base.length > 0) && (best < 0 || scores[i] > most)) {
        best = i;
        most = scores[i];
      }
    }
    transform.apply(scores);
    return classes.names().get(Math.max(0, best));
  }
}
