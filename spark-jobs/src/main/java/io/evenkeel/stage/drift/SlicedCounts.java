package io.evenkeel.stage.drift;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Counts by feature, for all rows and for each slice.
 *
 * @param bySlice all rows first; each with counts by feature in the reference's layouts
 */
public record SlicedCounts(Map<Slice, Map<String, long[]>> bySlice) {
  /** Copies the map, keeping its order, and refuses one without all rows. */
  public SlicedCounts {
    bySlice = Collections.unmodifiableMap(new LinkedHashMap<>(bySlice));
    if (!bySlice.containsKey(Slice.ALL)) {
      throw new IllegalArgumentException("Counts without those of all rows");
    }
  }

  /** Returns the counts of all rows. */
  public Map<String, long[]> all() {
    return of(Slice.ALL);
  }

  /** Returns the counts of a slice; none where it was not counted. */
  public Map<String, long[]> of(Slice slice) {
    return bySlice.getOrDefault(slice, Map.of());
  }
}
