package io.evenkeel.profile;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * A reference's rows, slice by slice: the largest slices of some columns, counted into the bins of
 * the whole reference, so that a slice of current data is held against the same slice of the
 * training data. Frozen with the export; {@link SlicesJson} is the file.
 *
 * @param profile id of the {@link ReferenceProfile} whose bins were counted into, without {@link
 *     ReferenceProfile#PREDICTION}
 * @param counts by slice and feature, the largest slice of a column first; all rows are not among
 *     them, the profile has them
 * @param leftOut for each column, how many smaller slices were not counted; columns that lack none
 *     are absent
 */
public record ReferenceSlices(String profile, SlicedCounts counts, Map<String, Long> leftOut) {
  /** No slices. */
  public static final ReferenceSlices NONE = new ReferenceSlices("", SlicedCounts.NONE, Map.of());

  /** Copies the map, in the order of its keys. */
  public ReferenceSlices {
    leftOut = Map.copyOf(new TreeMap<>(leftOut));
  }

  /** Returns the slices, those of one column beside each other. */
  public List<Slice> slices() {
    return counts.slices();
  }

  /** Returns the columns, in the order of their slices. */
  public List<String> keys() {
    Set<String> keys = new LinkedHashSet<>();
    slices().forEach(slice -> keys.add(slice.key()));
    return List.copyOf(keys);
  }

  /** Tells whether there is no slice. */
  public boolean isEmpty() {
    return slices().isEmpty();
  }

  /**
   * Checks that these are slices of that reference.
   *
   * @throws IllegalArgumentException if they were counted into other bins, or a feature is not the
   *     reference's
   */
  public void requireOf(ReferenceProfile reference) {
    String expected = reference.without(ReferenceProfile.PREDICTION).id();
    if (!expected.equals(profile)) {
      throw new IllegalArgumentException(
          "The slices are those of profile %s, not of %s".formatted(profile, expected));
    }
    for (Slice slice : slices()) {
      counts.of(slice).forEach((feature, own) -> requireLayout(reference, slice, feature, own));
    }
  }

  private static void requireLayout(
      ReferenceProfile reference, Slice slice, String feature, long[] counts) {
    int expected = reference.feature(feature).map(f -> f.layout().length()).orElse(0);
    if (expected != counts.length) {
      throw new IllegalArgumentException(
          "Slice %s counts '%s' in %d positions; the profile has %d"
              .formatted(slice, feature, counts.length, expected));
    }
  }
}
