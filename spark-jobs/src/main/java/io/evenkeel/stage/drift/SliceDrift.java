package io.evenkeel.stage.drift;

import io.evenkeel.profile.BinLayout;
import io.evenkeel.profile.Counts;
import io.evenkeel.profile.FeatureProfile;
import io.evenkeel.profile.FeatureProfile.Categorical;
import io.evenkeel.profile.FeatureProfile.Numeric;
import io.evenkeel.profile.ReferenceProfile;
import io.evenkeel.profile.Slice;
import io.evenkeel.profile.Summary;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One slice of the current data held against the same slice of the reference, in the bins of the
 * whole reference, so that slices can be compared with each other and added up.
 *
 * @param features as in a report, in the reference's order, with the prediction where the reference
 *     has it by slice
 */
public record SliceDrift(Slice slice, List<FeatureDrift> features) {
  /** Copies the list. */
  public SliceDrift {
    features = List.copyOf(features);
  }

  /** Returns the rows of the slice in the reference. */
  public long referenceRows() {
    return features.stream().mapToLong(feature -> feature.profile().rows()).max().orElse(0);
  }

  /** Returns the rows of the slice in the current data. */
  public long currentRows() {
    return features.stream().mapToLong(FeatureDrift::rows).max().orElse(0);
  }

  /** Returns the prediction, where the reference has it by slice. */
  public Optional<FeatureDrift> prediction() {
    return features.stream().filter(SliceDrift::predicts).findFirst();
  }

  /** Returns how many features there are, the prediction left out. */
  public long inputs() {
    return features.stream().filter(feature -> !predicts(feature)).count();
  }

  private static boolean predicts(FeatureDrift feature) {
    return feature.name().equals(ReferenceProfile.PREDICTION);
  }

  /**
   * Returns the features that have moved beyond their threshold, farthest first, the prediction
   * left out.
   */
  public List<FeatureDrift> moved() {
    return features.stream()
        .filter(feature -> feature.severity().alerts() && !predicts(feature))
        .sorted(DriftReport.FARTHEST_FIRST)
        .toList();
  }

  /** Returns how far the slice's farthest feature, or its prediction, has moved. */
  public Severity severity() {
    return features.stream().map(FeatureDrift::severity).reduce(Severity.NONE, Severity::or);
  }

  /**
   * Returns the features of the reference with the counts of a slice of it. Edges, categories,
   * range and deviation stay those of the whole reference.
   *
   * @param counts by feature; a feature without counts is left out
   */
  static List<FeatureProfile> profiles(ReferenceProfile reference, Map<String, long[]> counts) {
    List<FeatureProfile> sliced = new ArrayList<>();
    for (FeatureProfile feature : reference.features()) {
      long[] own = counts.get(feature.name());
      if (own != null) {
        sliced.add(sliced(feature, Counts.of(own)));
      }
    }
    return sliced;
  }

  private static FeatureProfile sliced(FeatureProfile feature, Counts counts) {
    if (feature instanceof Categorical words) {
      return new Categorical(words.name(), words.categories(), counts);
    }
    Numeric numbers = (Numeric) feature;
    BinLayout layout = numbers.layout();
    Summary whole = numbers.summary();
    long values = Math.min(whole.values(), layout.values(counts));
    Summary summary =
        values == 0
            ? Summary.NONE
            : new Summary(values, whole.min(), whole.max(), whole.mean(), whole.variance());
    return new Numeric(numbers.name(), numbers.edges(), summary, counts);
  }
}
