package io.evenkeel.stage.drift;

import io.evenkeel.profile.ReferenceProfile;
import io.evenkeel.profile.ReferenceSlices;
import io.evenkeel.profile.SlicedCounts;
import io.evenkeel.retrain.Evidence;
import io.evenkeel.retrain.RetrainDecision;
import io.evenkeel.retrain.RetrainRules;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * Everything a run's drift report says, from which its tables and its page are written.
 *
 * @param run what the report is about
 * @param reference the frozen reference
 * @param thresholds what the verdict goes by
 * @param window the dates that the verdict is over
 * @param features every feature of the reference over the window, the prediction included, in the
 *     reference's order
 * @param day the same of the judged date alone
 * @param slices the same by slice over the window; may be none
 * @param daySlices the same by slice, of the judged date alone
 * @param newFeatures names in the current data that the reference does not have, ordered
 * @param verdict the verdict in words
 * @param retrain what to do about the model
 */
public record DriftReport(
    DriftRun run,
    ReferenceProfile reference,
    DriftThresholds thresholds,
    DriftWindow window,
    List<FeatureDrift> features,
    List<FeatureDrift> day,
    SliceComparison slices,
    SliceComparison daySlices,
    List<String> newFeatures,
    Verdict verdict,
    RetrainDecision retrain) {
  /** Copies the lists. */
  public DriftReport {
    features = List.copyOf(features);
    day = List.copyOf(day);
    newFeatures = List.copyOf(newFeatures);
  }

  /**
   * Holds current counts against a reference. Every input gives a report: what cannot be measured
   * has a status that says why.
   *
   * @param current counts by feature, each in the layout of the reference's feature of that name,
   *     summed over all tasks; the counts of a name that the reference lacks are not looked at
   * @param sliced the reference by slice; may be none
   * @param rules when the model is to be trained again
   * @throws IllegalArgumentException if counts do not fit the reference's layout
   */
  public static DriftReport assess(
      DriftRun run,
      ReferenceProfile reference,
      CurrentData current,
      ReferenceSlices sliced,
      DriftThresholds thresholds,
      RetrainRules rules) {
    SlicedCounts judged = current.judged();
    List<FeatureDrift> features =
        new Assessment(thresholds, run.classifier(), current.exact())
            .of(reference.features(), judged.all());
    SliceComparison slices =
        SliceComparison.of(reference, sliced, judged, thresholds, run.classifier());
    SliceComparison daySlices =
        current.window().several()
            ? SliceComparison.of(reference, sliced, current.day(), thresholds, run.classifier())
            : slices;
    List<FeatureDrift> day =
        current.window().several()
            ? new Assessment(thresholds, run.classifier())
                .of(reference.features(), current.day().all())
            : features;
    List<String> newFeatures =
        current.day().all().keySet().stream()
            .filter(name -> reference.feature(name).isEmpty())
            .sorted()
            .toList();
    return new DriftReport(
        run,
        reference,
        thresholds,
        current.window(),
        features,
        day,
        slices,
        daySlices,
        newFeatures,
        Verdict.of(run, features, slices, newFeatures),
        RetrainDecision.of(evidence(run, features), rules));
  }

  /** As above, of one date, without slices, by the default rules for training again. */
  public static DriftReport assess(
      DriftRun run,
      ReferenceProfile reference,
      Map<String, long[]> current,
      DriftThresholds thresholds) {
    return assess(
        run,
        reference,
        CurrentData.of(run.scoreDate(), current),
        ReferenceSlices.NONE,
        thresholds,
        RetrainRules.DEFAULTS);
  }

  /** Returns this report with another decision about the model. */
  public DriftReport with(RetrainDecision decision) {
    return new DriftReport(
        run,
        reference,
        thresholds,
        window,
        features,
        day,
        slices,
        daySlices,
        newFeatures,
        verdict,
        decision);
  }

  /** Returns the features without the prediction, those that moved farthest first. */
  public List<FeatureDrift> ranked() {
    return features.stream()
        .filter(feature -> !feature.name().equals(ReferenceProfile.PREDICTION))
        .sorted(FARTHEST_FIRST)
        .toList();
  }

  /** Returns the prediction where the reference has it. */
  public Optional<FeatureDrift> prediction() {
    return features.stream()
        .filter(feature -> feature.name().equals(ReferenceProfile.PREDICTION))
        .findFirst();
  }

  /** Returns the judged date's rows; those of the feature with most where they differ. */
  public long dayRows() {
    return day.stream().mapToLong(FeatureDrift::rows).max().orElse(0);
  }

  /** Returns the feature on the judged date alone. */
  public Optional<FeatureDrift> onTheDay(String feature) {
    return day.stream().filter(each -> each.name().equals(feature)).findFirst();
  }

  /** Returns the number of judged rows; that of the feature with most where they differ. */
  public long currentRows() {
    return features.stream().mapToLong(FeatureDrift::rows).max().orElse(0);
  }

  /** Returns the greatest PSI among features that could be judged, the prediction left out. */
  public OptionalDouble greatestPsi() {
    return greatestPsi(features);
  }

  /** Returns the feature with that PSI. */
  public Optional<FeatureDrift> farthest() {
    return farthest(features);
  }

  static final Comparator<FeatureDrift> FARTHEST_FIRST =
      Comparator.comparing(FeatureDrift::severity)
          .thenComparing(feature -> feature.value(Metric.PSI).orElse(-1))
          .reversed()
          .thenComparing(FeatureDrift::name);

  private static OptionalDouble greatestPsi(List<FeatureDrift> features) {
    return farthest(features)
        .map(feature -> feature.value(Metric.PSI))
        .orElse(OptionalDouble.empty());
  }

  private static Optional<FeatureDrift> farthest(List<FeatureDrift> features) {
    return features.stream()
        .filter(feature -> !feature.name().equals(ReferenceProfile.PREDICTION))
        .filter(feature -> feature.status() == Status.OK || feature.status() == Status.ALL_NULL)
        .filter(feature -> feature.value(Metric.PSI).isPresent())
        .max(Comparator.comparingDouble(feature -> feature.value(Metric.PSI).orElse(0)));
  }

  /** Labels are not there on the night of a run, so accuracy is not known yet. */
  private static Evidence evidence(DriftRun run, List<FeatureDrift> features) {
    return new Evidence(
        run.scoreDate(),
        Optional.empty(),
        farthest(features)
            .map(
                feature ->
                    new Evidence.GreatestPsi(
                        feature.value(Metric.PSI).orElseThrow(), feature.name())),
        run.trainedOn());
  }
}
