package io.evenkeel.stage.drift;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What slices add to a verdict: one alert for each that has moved, and a sentence for all. */
final class SliceAlerts {
  private SliceAlerts() {}

  static List<Alert> of(SliceComparison compared) {
    List<Alert> alerts = new ArrayList<>();
    for (SliceDrift slice : compared.slices()) {
      List<FeatureDrift> moved = slice.moved();
      if (!moved.isEmpty()) {
        alerts.add(alert(slice, moved));
      }
    }
    return alerts;
  }

  private static Alert alert(SliceDrift slice, List<FeatureDrift> moved) {
    FeatureDrift farthest = moved.get(0);
    Metric metric =
        farthest.metrics().stream()
            .filter(each -> each.severity() == farthest.severity())
            .findFirst()
            .orElseThrow();
    return new Alert(
        metric,
        "%s: %d of %d features have moved, farthest %s"
            .formatted(
                slice.slice(), moved.size(), slice.features().size(), Verdict.named(farthest)));
  }

  /** Returns how many slices have moved; empty where there are no slices. */
  static Optional<String> sentence(SliceComparison compared) {
    if (compared.slices().isEmpty()) {
      return Optional.empty();
    }
    long moved = compared.slices().stream().filter(s -> s.severity().alerts()).count();
    return Optional.of(
        "%d of %d slices %s moved."
            .formatted(moved, compared.slices().size(), moved == 1 ? "has" : "have"));
  }
}
