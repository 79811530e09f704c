package io.evenkeel.stage.drift;

import io.evenkeel.profile.BinLayout;
import io.evenkeel.profile.Counts;
import io.evenkeel.profile.FeatureProfile;

/** Shares of one position among all rows. */
final class Shares {
  private Shares() {}

  static String method(String what) {
    return "change of the share of rows that are " + what;
  }

  static Metric change(
      FeatureProfile feature, Counts current, String name, String what, int position) {
    return Metric.change(
        feature.name(),
        name,
        method(what),
        of(feature.layout(), feature.counts(), position),
        of(feature.layout(), current, position));
  }

  private static double of(BinLayout layout, Counts counts, int position) {
    return (double) counts.at(position) / layout.rows(counts);
  }
}
