package io.evenkeel.stage.drift;

import io.evenkeel.profile.BinLayout;
import io.evenkeel.profile.Counts;
import io.evenkeel.profile.FeatureProfile;
import io.evenkeel.profile.FeatureProfile.Categorical;
import io.evenkeel.profile.FeatureProfile.Numeric;
import io.evenkeel.profile.ReferenceProfile;
import io.evenkeel.stage.drift.measure.BenjaminiHochberg;
import io.evenkeel.stage.drift.measure.KolmogorovSmirnov;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Measures every feature of a reference, then judges all of them together. */
final class Assessment {
  private final DriftThresholds thresholds;
  private final boolean classifier;
  private final boolean whole;
  private final Map<String, KolmogorovSmirnov> exact;

  Assessment(DriftThresholds thresholds, boolean classifier) {
    this(thresholds, classifier, Map.of());
  }

  /** Starts an assessment of slices, which have no moments of their own beside their bins. */
  static Assessment ofSlices(DriftThresholds thresholds, boolean classifier) {
    return new Assessment(thresholds, classifier, Map.of(), /* whole= */ false);
  }

  /**
   * Starts an assessment.
   *
   * @param exact the KS test on the values themselves, by feature, where there is one
   */
  Assessment(DriftThresholds thresholds, boolean classifier, Map<String, KolmogorovSmirnov> exact) {
    this(thresholds, classifier, exact, /* whole= */ true);
  }

  private Assessment(
      DriftThresholds thresholds,
      boolean classifier,
      Map<String, KolmogorovSmirnov> exact,
      boolean whole) {
    this.thresholds = thresholds;
    this.classifier = classifier;
    this.whole = whole;
    this.exact = Map.copyOf(exact);
  }

  /**
   * Returns the features, in their order, as a family of their own.
   *
   * @param current counts by feature, in the features' layouts
   */
  List<FeatureDrift> of(List<FeatureProfile> features, Map<String, long[]> current) {
    return judged(List.of(measured(features, current, features.size()))).get(0);
  }

  /**
   * Returns the features' measures, not judged yet.
   *
   * @param family how many features are judged together, here and elsewhere
   */
  List<FeatureDrift> measured(
      List<FeatureProfile> features, Map<String, long[]> current, int family) {
    List<FeatureDrift> measured = new ArrayList<>();
    for (FeatureProfile feature : features) {
      long[] counts = current.get(feature.name());
      measured.add(
          counts == null
              ? unmeasured(feature, Status.MISSING_FEATURE)
              : measured(feature, Counts.of(counts), family));
    }
    return measured;
  }

  /** Returns the same lists, judged as one family. */
  List<List<FeatureDrift>> judged(List<List<FeatureDrift>> measured) {
    List<FeatureDrift> family =
        new Judgement(thresholds).of(adjusted(measured.stream().flatMap(List::stream).toList()));
    List<List<FeatureDrift>> judged = new ArrayList<>();
    int from = 0;
    for (List<FeatureDrift> part : measured) {
      judged.add(family.subList(from, from + part.size()));
      from += part.size();
    }
    return judged;
  }

  private FeatureDrift measured(FeatureProfile feature, Counts current, int family) {
    BinLayout layout = feature.layout();
    if (current.length() != layout.length()) {
      throw new IllegalArgumentException(
          "Feature '%s' was counted in %d positions; its reference has %d"
              .formatted(feature.name(), current.length(), layout.length()));
    }
    if (layout.rows(current) == 0 || feature.rows() == 0) {
      return unmeasured(feature, Status.EMPTY);
    }
    Status status = status(feature, current);
    List<Metric> metrics =
        metrics(feature, current, family).stream()
            .map(metric -> metric.value().isPresent() ? metric.withStatus(status) : metric)
            .toList();
    return new FeatureDrift(feature, current, status, Severity.NONE, metrics);
  }

  private Status status(FeatureProfile feature, Counts current) {
    BinLayout layout = feature.layout();
    if (valued(layout, feature.counts()) == 0 || valued(layout, current) == 0) {
      return Status.ALL_NULL;
    }
    boolean few = Math.min(feature.rows(), layout.rows(current)) < thresholds.leastRows();
    return few ? Status.TOO_FEW : Status.OK;
  }

  private static long valued(BinLayout layout, Counts counts) {
    return layout.values(counts) + counts.at(layout.unseenBin());
  }

  private List<Metric> metrics(FeatureProfile feature, Counts current, int family) {
    // One false alarm among all features, not one for each, has the chance that is allowed.
    double level = 1 - thresholds.significance() / family;
    if (feature instanceof Categorical categorical) {
      return CategoricalMeasures.of(categorical, current, level);
    }
    Numeric numeric = (Numeric) feature;
    List<Metric> metrics =
        new ArrayList<>(
            NumericMeasures.of(
                numeric, current, level, Optional.ofNullable(exact.get(feature.name()))));
    if (feature.name().equals(ReferenceProfile.PREDICTION)) {
      metrics.addAll(PredictionMeasures.of(numeric, current, thresholds, classifier, whole));
    }
    return metrics;
  }

  private static FeatureDrift unmeasured(FeatureProfile feature, Status status) {
    List<Metric> metrics =
        feature instanceof Numeric
            ? NumericMeasures.unmeasured(feature.name(), status)
            : CategoricalMeasures.unmeasured(feature.name(), status);
    Counts none = Counts.zero(feature.layout().length());
    return new FeatureDrift(feature, none, status, Severity.NONE, metrics);
  }

  /** Adjusts each feature's one test, KS or chi-square, for the number of features. */
  private static List<FeatureDrift> adjusted(List<FeatureDrift> features) {
    double[] p =
        features.stream()
            .filter(feature -> feature.status() == Status.OK)
            .flatMap(feature -> feature.metrics().stream())
            .filter(Assessment::decides)
            .mapToDouble(metric -> metric.number(Quantity.P).orElseThrow())
            .toArray();
    double[] adjusted = BenjaminiHochberg.adjust(p);
    List<FeatureDrift> result = new ArrayList<>();
    int next = 0;
    for (FeatureDrift feature : features) {
      List<Metric> metrics = new ArrayList<>();
      for (Metric metric : feature.metrics()) {
        boolean counted = feature.status() == Status.OK && decides(metric);
        metrics.add(counted ? metric.with(Quantity.P_ADJ, adjusted[next++]) : metric);
      }
      result.add(
          new FeatureDrift(
              feature.profile(), feature.current(), feature.status(), Severity.NONE, metrics));
    }
    return result;
  }

  private static boolean decides(Metric metric) {
    return (metric.name().equals(Metric.KS) || metric.name().equals(Metric.LINF))
        && metric.number(Quantity.P).isPresent();
  }
}
