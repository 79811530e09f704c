package io.evenkeel.stage.drift;

import java.util.List;
import java.util.Optional;

/** What slices add to a verdict: one alert for each that has moved, and a sentence for all. */
final class SliceAlerts {
  private SliceAlerts() {}

  static List<Alert> of(SliceComparison compared) {
    return compared.slices().stream()
        .filter(slice -> slice.severity().alerts())
        .map(SliceAlerts::alert)
        .toList();
  }

  private static Alert alert(SliceDrift slice) {
    Optional<FeatureDrift> prediction = slice.prediction().filter(p -> p.severity().alerts());
    List<FeatureDrift> moved = slice.moved();
    if (moved.isEmpty()) {
      Metric metric = farthest(prediction.orElseThrow());
      return new Alert(metric, "%s: %s".formatted(slice.slice(), Verdict.told(metric)));
    }
    return new Alert(
        farthest(moved.get(0)),
        "%s: %d of %d features have moved, farthest %s%s"
            .formatted(
                slice.slice(),
                moved.size(),
                slice.inputs(),
                Verdict.named(moved.get(0)),
                prediction.isPresent() ? ", and the predictions with them" : ""));
  }

  private static Metric farthest(FeatureDrift feature) {
    return feature.metrics().stream()
        .filter(each -> each.severity() == feature.severity())
        .findFirst()
        .orElseThrow();
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
