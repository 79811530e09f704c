package io.evenkeel.stage.outcome.measure;

/**
 * The rows whose score is in one tenth of [0, 1].
 *
 * @param bin from 0 to 9; bin b holds {@code [b/10, (b+1)/10)}, the last also 1
 * @param rows at least 1
 * @param positives rows whose outcome is positive
 * @param scores sum of the scores
 */
public record ScoreBin(int bin, long rows, long positives, double scores) {
  /** How many bins there are. */
  public static final int BINS = 10;

  /** Refuses an empty bin. */
  public ScoreBin {
    if (bin < 0 || bin >= BINS || rows < 1 || positives < 0 || positives > rows) {
      throw new IllegalArgumentException(
          "Bin %d with %d of %d rows positive".formatted(bin, positives, rows));
    }
  }

  /** Returns the share of positive outcomes. */
  public Share observed() {
    return new Share(positives, rows);
  }

  /** Returns the mean score, in [0, 1]. */
  public double meanScore() {
    return scores / rows;
  }

  /** Returns mean score less share of positives: above 0 where the model says too much. */
  public double gap() {
    return meanScore() - observed().value();
  }

  /** Returns the gap's interval: the mean score less Wilson's bounds of the observed share. */
  public Interval gapInterval() {
    Interval observed = observed().interval();
    return new Interval(meanScore() - observed.hi(), meanScore() - observed.lo());
  }

  /** Returns the bounds of the bin, such as {@code 0.2-0.3}. */
  public String name() {
    return "0.%d-%s".formatted(bin, bin + 1 < BINS ? "0." + (bin + 1) : "1.0");
  }
}
