package io.evenkeel.profile;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The frozen reference of a training export: what later data is held against. Immutable and
 * serialisable, so that it can be broadcast to tasks.
 *
 * @param id SHA-256 of everything else, 64 lower-case hex digits; see {@link ProfileHash}
 * @param featureSet name of the feature set
 * @param fingerprint fingerprint of its definition
 * @param rows rows of the export; each feature counts every one of them
 * @param features by distinct names; {@link #PREDICTION}, where present, is the model's output over
 *     held-out rows and has its own number of rows
 */
public record ReferenceProfile(
    String id, String featureSet, String fingerprint, long rows, List<FeatureProfile> features)
    implements Serializable {
  /** Name of the profile of the model's output. */
  public static final String PREDICTION = "prediction";

  /** Checks names, rows and the id. */
  public ReferenceProfile {
    features = List.copyOf(features);
    requireConsistent(rows, features);
    String expected = ProfileHash.of(featureSet, fingerprint, rows, features);
    if (!expected.equals(id)) {
      throw new IllegalArgumentException(
          "The profile's content has the id %s, but it is named %s".formatted(expected, id));
    }
  }

  /** Returns the profile with the id that its content has. */
  public static ReferenceProfile of(
      String featureSet, String fingerprint, long rows, List<FeatureProfile> features) {
    return new ReferenceProfile(
        ProfileHash.of(featureSet, fingerprint, rows, features),
        featureSet,
        fingerprint,
        rows,
        features);
  }

  /** Returns the profile of the feature, or empty where the reference does not have it. */
  public Optional<FeatureProfile> feature(String name) {
    return features.stream().filter(feature -> feature.name().equals(name)).findFirst();
  }

  /** Returns this profile with {@code added} in place of any of that name, under a new id. */
  public ReferenceProfile with(FeatureProfile added) {
    List<FeatureProfile> all = new ArrayList<>(features);
    all.removeIf(feature -> feature.name().equals(added.name()));
    all.add(added);
    return of(featureSet, fingerprint, rows, all);
  }

  /** Returns this profile without a feature, under a new id; this profile where it has none. */
  public ReferenceProfile without(String name) {
    List<FeatureProfile> rest =
        features.stream().filter(feature -> !feature.name().equals(name)).toList();
    return of(featureSet, fingerprint, rows, rest);
  }

  private static void requireConsistent(long rows, List<FeatureProfile> features) {
    Set<String> names = new HashSet<>();
    for (FeatureProfile feature : features) {
      if (!names.add(feature.name())) {
        throw new IllegalArgumentException(
            "The profile has feature '%s' twice".formatted(feature.name()));
      }
      if (feature.rows() != rows && !feature.name().equals(PREDICTION)) {
        throw new IllegalArgumentException(
            "Feature '%s' counts %d rows of a reference of %d"
                .formatted(feature.name(), feature.rows(), rows));
      }
    }
  }
}
