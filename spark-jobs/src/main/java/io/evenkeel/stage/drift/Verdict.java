package io.evenkeel.stage.drift;

import io.evenkeel.profile.ReferenceProfile;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * The report in a word and a sentence.
 *
 * @param alert whether anything has moved beyond its threshold
 * @param sentence how many of how many, and which farthest
 * @param alerts what has moved, farthest first; empty where the verdict is quiet
 */
public record Verdict(boolean alert, String sentence, List<Alert> alerts) {
  private static final int NAMED = 3;

  /** Copies the list. */
  public Verdict {
    alerts = List.copyOf(alerts);
  }

  /** Returns {@code alert} or {@code quiet}. */
  public String word() {
    return alert ? "alert" : "quiet";
  }

  /** Returns the verdict over judged features. */
  static Verdict of(List<FeatureDrift> features, List<String> newFeatures) {
    List<Alert> alerts = alerts(features);
    List<FeatureDrift> inputs =
        features.stream().filter(f -> !f.name().equals(ReferenceProfile.PREDICTION)).toList();
    boolean alert = !alerts.isEmpty();
    String sentence = sentence(inputs, predictionMoved(features));
    if (!newFeatures.isEmpty()) {
      sentence += " Without a reference: " + String.join(", ", newFeatures) + ".";
    }
    return new Verdict(alert, sentence, alerts);
  }

  private static String sentence(List<FeatureDrift> inputs, boolean prediction) {
    List<FeatureDrift> moved =
        inputs.stream()
            .filter(feature -> feature.severity().alerts())
            .sorted(DriftReport.FARTHEST_FIRST)
            .toList();
    if (moved.isEmpty()) {
      return unmoved(inputs, prediction);
    }
    long far = moved.stream().filter(feature -> feature.severity() == Severity.MAJOR).count();
    String names =
        moved.stream().limit(NAMED).map(Verdict::named).collect(Collectors.joining(", "));
    return "%d of %d features %s moved since training%s%s: %s%s."
        .formatted(
            moved.size(),
            inputs.size(),
            moved.size() == 1 ? "has" : "have",
            far == 0 ? "" : ", %d of them far".formatted(far),
            prediction ? ", and so have the predictions" : "",
            names,
            moved.size() > NAMED ? " and %d more".formatted(moved.size() - NAMED) : "");
  }

  private static String unmoved(List<FeatureDrift> inputs, boolean prediction) {
    long judged = inputs.stream().filter(Verdict::judged).count();
    if (prediction) {
      return "The predictions have moved since training, and none of %d features has."
          .formatted(judged);
    }
    return judged == 0
        ? "Nothing could be judged: there are too few rows."
        : "None of %d features has moved beyond its threshold since training.".formatted(judged);
  }

  private static boolean judged(FeatureDrift feature) {
    return feature.status() == Status.OK || feature.status() == Status.ALL_NULL;
  }

  private static boolean predictionMoved(List<FeatureDrift> features) {
    return features.stream()
        .anyMatch(f -> f.name().equals(ReferenceProfile.PREDICTION) && f.severity().alerts());
  }

  private static String named(FeatureDrift feature) {
    if (feature.status() == Status.MISSING_FEATURE) {
      return feature.name() + " (missing)";
    }
    return String.format(
        Locale.ROOT, "%s (PSI %.2f)", feature.name(), feature.value(Metric.PSI).orElse(0));
  }

  private static List<Alert> alerts(List<FeatureDrift> features) {
    List<Alert> alerts = new ArrayList<>();
    features.stream()
        .sorted(DriftReport.FARTHEST_FIRST)
        .flatMap(feature -> feature.metrics().stream())
        .filter(metric -> metric.severity().alerts())
        .sorted(Comparator.comparing(Metric::severity).reversed())
        .forEach(metric -> alerts.add(new Alert(metric, told(metric))));
    return alerts;
  }

  private static String told(Metric metric) {
    if (metric.status() == Status.MISSING_FEATURE) {
      return "%s is missing from the current data".formatted(metric.feature());
    }
    double value = metric.value().orElseThrow();
    double threshold = metric.number(Quantity.THRESHOLD).orElseThrow();
    return String.format(
        Locale.ROOT,
        "%s: %s is %.4f, beyond %.4f",
        metric.feature(),
        metric.name(),
        value,
        threshold);
  }
}
