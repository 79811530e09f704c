package io.evenkeel.stage.drift;

import io.evenkeel.profile.FeatureProfile;
import io.evenkeel.profile.ReferenceProfile;
import io.evenkeel.profile.ReferenceSlices;
import io.evenkeel.profile.Slice;
import io.evenkeel.profile.SlicedCounts;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The slices of two tables, each held against its own counterpart. All features of all slices of
 * one column are one family: its false alarms together stay within what is allowed.
 *
 * @param slices by column, the largest first
 * @param leftOut for each column, how many slices are not told; columns that lack none are absent
 */
public record SliceComparison(List<SliceDrift> slices, Map<String, Long> leftOut) {
  /** No slices. */
  public static final SliceComparison NONE = new SliceComparison(List.of(), Map.of());

  /** Copies the collections. */
  public SliceComparison {
    slices = List.copyOf(slices);
    leftOut = Map.copyOf(leftOut);
  }

  /**
   * Compares. Where the current data was not counted by slice, nothing is told.
   *
   * @param profile the bins, in which both sides were counted
   * @param classifier whether the prediction, where the reference has it by slice, is a probability
   */
  static SliceComparison of(
      ReferenceProfile profile,
      ReferenceSlices reference,
      SlicedCounts current,
      DriftThresholds thresholds,
      boolean classifier) {
    if (current.slices().isEmpty()) {
      return NONE;
    }
    List<SliceDrift> told = new ArrayList<>();
    for (String key : reference.keys()) {
      List<Slice> family = reference.slices().stream().filter(s -> s.key().equals(key)).toList();
      Assessment assessment = Assessment.ofSlices(thresholds, classifier);
      List<List<FeatureDrift>> measured = new ArrayList<>();
      for (Slice slice : family) {
        List<FeatureProfile> before = SliceDrift.profiles(profile, reference.counts().of(slice));
        measured.add(assessment.measured(before, current.of(slice), family.size() * before.size()));
      }
      List<List<FeatureDrift>> judged = assessment.judged(measured);
      for (int i = 0; i < family.size(); i++) {
        told.add(new SliceDrift(family.get(i), judged.get(i)));
      }
    }
    return new SliceComparison(told, reference.leftOut());
  }
}
