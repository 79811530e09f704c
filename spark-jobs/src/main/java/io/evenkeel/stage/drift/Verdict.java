package io.evenkeel.stage.drift;

import io.evenkeel.profile.ReferenceProfile;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * The report in a word and a sentence or two.
 *
 * @param headline how many features of how many have moved, and whether the predictions have
 * @param detail which have moved farthest, and which have no reference; may be empty
 * @param alerts what has moved beyond its threshold, farthest first; empty where nothing has
 */
public record Verdict(String headline, String detail, List<Alert> alerts) {
  private static final int NAMED = 3;

  /** Copies the list. */
  public Verdict {
    alerts = List.copyOf(alerts);
  }

  /** Tells whether anything has moved beyond its threshold. */
  public boolean alert() {
    return !alerts.isEmpty();
  }

  /** Returns {@code alert} or {@code quiet}. */
  public String word() {
    return alert() ? "alert" : "quiet";
  }

  /** Returns headline and detail. */
  public String sentence() {
    return (headline + " " + detail).strip();
  }

  /** Returns the verdict over judged features and slices. */
  static Verdict of(
      DriftRun run, List<FeatureDrift> features, SliceComparison slices, List<String> newFeatures) {
    List<FeatureDrift> inputs = new ArrayList<>(features);
    inputs.removeIf(feature -> feature.name().equals(ReferenceProfile.PREDICTION));
    List<FeatureDrift> moved = new ArrayList<>(inputs);
    moved.removeIf(feature -> !feature.severity().alerts());
    moved.sort(DriftReport.FARTHEST_FIRST);
    boolean prediction =
        features.stream().filter(f -> f.severity().alerts()).anyMatch(f -> !inputs.contains(f));
    String since = run.comparison() ? "against the reference" : "since training";
    String headline =
        moved.isEmpty()
            ? unmoved(inputs, prediction, since)
            : moved(moved, inputs.size(), prediction, since);
    List<Alert> alerts = new ArrayList<>(alerts(features));
    alerts.addAll(SliceAlerts.of(slices));
    return new Verdict(headline, detail(moved, slices, newFeatures), alerts);
  }

  private static String moved(List<FeatureDrift> moved, int of, boolean prediction, String since) {
    long far = moved.stream().filter(feature -> feature.severity() == Severity.MAJOR).count();
    boolean allFar = far == moved.size();
    return "%d of %d features %s moved%s %s%s%s."
        .formatted(
            moved.size(),
            of,
            moved.size() == 1 ? "has" : "have",
            allFar ? " far" : "",
            since,
            far == 0 || allFar ? "" : ", %d of them far".formatted(far),
            prediction ? ", and the predictions with them" : "");
  }

  private static String unmoved(List<FeatureDrift> inputs, boolean prediction, String since) {
    long judged =
        inputs.stream()
            .filter(f -> f.status() == Status.OK || f.status() == Status.ALL_NULL)
            .count();
    if (prediction) {
      return "The predictions have moved %s, and none of %d features has.".formatted(since, judged);
    }
    return judged == 0
        ? "Nothing could be judged: there are too few rows."
        : "None of %d features has moved beyond its threshold %s.".formatted(judged, since);
  }

  private static String detail(
      List<FeatureDrift> moved, SliceComparison slices, List<String> newFeatures) {
    List<String> sentences = new ArrayList<>();
    if (!moved.isEmpty()) {
      String names =
          moved.stream().limit(NAMED).map(Verdict::named).collect(Collectors.joining(", "));
      sentences.add((moved.size() > 1 ? "Farthest: " : "It is ") + names + ".");
    }
    SliceAlerts.sentence(slices).ifPresent(sentences::add);
    if (!newFeatures.isEmpty()) {
      sentences.add("Without a reference: " + String.join(", ", newFeatures) + ".");
    }
    return String.join(" ", sentences);
  }

  static String named(FeatureDrift feature) {
    return feature.status() == Status.MISSING_FEATURE
        ? feature.name() + " (missing)"
        : String.format(
            Locale.ROOT, "%s (PSI %.2f)", feature.name(), feature.value(Metric.PSI).orElse(0));
  }

  private static List<Alert> alerts(List<FeatureDrift> features) {
    return features.stream()
        .sorted(DriftReport.FARTHEST_FIRST)
        .flatMap(
            feature ->
                feature.metrics().stream()
                    .filter(metric -> metric.severity().alerts())
                    .sorted(Comparator.comparing(Metric::severity).reversed()))
        .map(metric -> new Alert(metric, told(metric)))
        .toList();
  }

  static String told(Metric metric) {
    if (metric.status() == Status.MISSING_FEATURE) {
      return "%s is missing from the current data".formatted(metric.feature());
    }
    return String.format(
        Locale.ROOT,
        "%s: %s is %.4f, beyond %.4f",
        metric.feature(),
        metric.name(),
        metric.value().orElseThrow(),
        metric.number(Quantity.THRESHOLD).orElseThrow());
  }
}
