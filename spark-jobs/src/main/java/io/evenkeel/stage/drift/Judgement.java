package io.evenkeel.stage.drift;

import java.util.List;

/** Says how far each measure, and with it each feature, has moved. */
final class Judgement {
  private final DriftThresholds thresholds;

  Judgement(DriftThresholds thresholds) {
    this.thresholds = thresholds;
  }

  /** Returns the features with severities; those with too few rows, or none, have moved nowhere. */
  List<FeatureDrift> of(List<FeatureDrift> features) {
    return features.stream().map(this::judged).toList();
  }

  private FeatureDrift judged(FeatureDrift feature) {
    List<Metric> metrics = feature.metrics().stream().map(m -> judged(feature, m)).toList();
    Severity severity = metrics.stream().map(Metric::severity).reduce(Severity.NONE, Severity::or);
    return new FeatureDrift(
        feature.profile(), feature.current(), feature.status(), severity, metrics);
  }

  private Metric judged(FeatureDrift feature, Metric metric) {
    return switch (feature.status()) {
      case OK, ALL_NULL -> judged(metric);
      case MISSING_FEATURE ->
          metric.name().equals(Metric.PSI) ? metric.judged(Severity.MAJOR) : metric;
      case EMPTY, TOO_FEW, NEW_FEATURE -> metric;
    };
  }

  private Metric judged(Metric metric) {
    if (metric.value().isEmpty()) {
      return metric;
    }
    double value = metric.value().getAsDouble();
    return switch (metric.name()) {
      case Metric.PSI -> index(metric, value);
      case Metric.KS, Metric.LINF -> test(metric, value);
      case PredictionMeasures.POSITIVE_RATE -> rate(metric);
      default -> metric;
    };
  }

  /** A PSI must exceed both its threshold and what chance gives it at these sizes. */
  private Metric index(Metric metric, double value) {
    double noise = metric.number(Quantity.THRESHOLD).orElseThrow();
    Metric held = metric.with(Quantity.THRESHOLD, Math.max(thresholds.psiModerate(), noise));
    if (value > Math.max(thresholds.psiMajor(), noise)) {
      return held.judged(Severity.MAJOR);
    }
    return value > Math.max(thresholds.psiModerate(), noise)
        ? held.judged(Severity.MODERATE)
        : held;
  }

  /** A test must be significant among all features and have an effect that matters. */
  private Metric test(Metric metric, double effect) {
    Metric held = metric.with(Quantity.THRESHOLD, thresholds.effectFloor());
    if (metric.number(Quantity.P_ADJ).orElse(1) > thresholds.significance()) {
      return held;
    }
    return held.judged(
        effect >= thresholds.effectFloor() ? Severity.MODERATE : Severity.NEGLIGIBLE);
  }

  private static Metric rate(Metric metric) {
    double threshold = metric.number(Quantity.THRESHOLD).orElseThrow();
    boolean moved =
        metric.number(Quantity.LO).orElseThrow() > threshold
            || metric.number(Quantity.HI).orElseThrow() < -threshold;
    return moved ? metric.judged(Severity.MODERATE) : metric;
  }
}
