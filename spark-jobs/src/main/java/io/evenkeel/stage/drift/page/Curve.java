package io.evenkeel.stage.drift.page;

import io.evenkeel.profile.BinLayout;
import io.evenkeel.profile.Counts;
import io.evenkeel.profile.FeatureProfile.Numeric;
import java.util.Arrays;

/**
 * A distribution function as far as bins tell it: known at the edges and at both ends of the
 * reference's range, and drawn straight between.
 */
final class Curve {
  private static final double APART = 3;

  private final double[] at;
  private final double[] share;

  /**
   * Takes one side of a feature.
   *
   * @param counts at least one value
   */
  Curve(Numeric feature, Counts counts) {
    BinLayout layout = feature.layout();
    double least = feature.summary().min();
    double most = feature.summary().max();
    double[] edges =
        Arrays.stream(feature.edges().toArray()).filter(x -> x >= least && x < most).toArray();
    double total = layout.values(counts);
    this.at = new double[edges.length + 2];
    this.share = new double[at.length];
    at[0] = least;
    share[0] = counts.at(layout.belowMin()) / total;
    for (int i = 0; i < edges.length; i++) {
      at[i + 1] = edges[i];
      share[i + 1] = counts.sum(0, feature.edges().binOf(edges[i]) + 1) / total;
    }
    at[at.length - 1] = most;
    share[at.length - 1] = 1 - counts.at(layout.aboveMax()) / total;
  }

  /** Returns the least known point that at least such a share of the values does not exceed. */
  double quantile(double least) {
    int i = 0;
    while (i + 1 < at.length && share[i] < least) {
      i++;
    }
    return at[i];
  }

  /** Returns the function at a known point. */
  double shareAt(double value) {
    int i = at.length - 1;
    while (i > 0 && at[i] > value) {
      i--;
    }
    return share[i];
  }

  /** Returns the line as an SVG path, without points that the eye cannot tell from the last. */
  String path(Scale x, Scale y) {
    StringBuilder path = new StringBuilder();
    double drawnX = Double.NEGATIVE_INFINITY;
    double drawnY = Double.NEGATIVE_INFINITY;
    for (int i = 0; i < at.length; i++) {
      boolean ends = i + 1 == at.length || !x.holds(at[i + 1]);
      double nowX = x.at(at[i]);
      double nowY = y.at(share[i]);
      boolean apart = Math.abs(nowX - drawnX) >= APART || Math.abs(nowY - drawnY) >= APART;
      if (x.holds(at[i]) && (apart || ends)) {
        path.append(path.isEmpty() ? 'M' : 'L');
        path.append(Coordinate.of(nowX)).append(' ').append(Coordinate.of(nowY));
        drawnX = nowX;
        drawnY = nowY;
      }
    }
    return path.toString();
  }
}
