package io.evenkeel.stage.drift.measure;

/** L-infinity distance: the greatest difference of a bin's two shares, in [0, 1]. */
public final class LargestGap {
  private LargestGap() {}

  /** Returns the distance. */
  public static double of(TwoCounts counts) {
    double[] reference = counts.referenceShares();
    double[] current = counts.currentShares();
    double gap = 0;
    for (int bin = 0; bin < reference.length; bin++) {
      gap = Math.max(gap, Math.abs(current[bin] - reference[bin]));
    }
    return gap;
  }
}
