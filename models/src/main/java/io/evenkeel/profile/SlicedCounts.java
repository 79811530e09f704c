package io.evenkeel.profile;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Counts by feature, for all rows and for each slice.
 *
 * @param bySlice all rows first; each with counts by feature in the reference's layouts
 */
public record SlicedCounts(Map<Slice, Map<String, long[]>> bySlice) {
  /** No counts. */
  public static final SlicedCounts NONE = all(Map.of());

  /** Copies the map, keeping its order, and refuses one without all rows. */
  public SlicedCounts {
    bySlice = Collections.unmodifiableMap(new LinkedHashMap<>(bySlice));
    if (!bySlice.containsKey(Slice.ALL)) {
      throw new IllegalArgumentException("Counts without those of all rows");
    }
  }

  /** Returns counts of all rows, without slices. */
  public static SlicedCounts all(Map<String, long[]> counts) {
    return new SlicedCounts(Map.of(Slice.ALL, counts));
  }

  /** Returns the counts of all rows. */
  public Map<String, long[]> all() {
    return of(Slice.ALL);
  }

  /** Returns the counts of a slice; none where it was not counted. */
  public Map<String, long[]> of(Slice slice) {
    return bySlice.getOrDefault(slice, Map.of());
  }

  /** Returns the slices in their order, without that of all rows. */
  public List<Slice> slices() {
    List<Slice> slices = new ArrayList<>(bySlice.keySet());
    slices.remove(Slice.ALL);
    return slices;
  }

  /**
   * Returns these counts with zeros for each slice of a reference that they lack: a task tells only
   * slices that it had a row of.
   */
  public SlicedCounts with(ReferenceSlices reference) {
    Map<Slice, Map<String, long[]>> all = new LinkedHashMap<>(bySlice);
    for (Slice slice : reference.slices()) {
      all.computeIfAbsent(slice, absent -> zeros(reference.counts().of(absent)));
    }
    return new SlicedCounts(all);
  }

  private static Map<String, long[]> zeros(Map<String, long[]> counts) {
    Map<String, long[]> zeros = new TreeMap<>();
    counts.forEach((feature, own) -> zeros.put(feature, new long[own.length]));
    return zeros;
  }

  /**
   * Returns these counts plus {@code more}, of the slices and features that are here: a feature
   * that these counts lack stays lacking, and one that was counted in another layout is not added.
   */
  public SlicedCounts plus(SlicedCounts more) {
    Map<Slice, Map<String, long[]>> sums = new LinkedHashMap<>();
    bySlice.forEach(
        (slice, counts) -> {
          Map<String, long[]> sum = new TreeMap<>();
          Map<String, long[]> others = more.of(slice);
          counts.forEach(
              (feature, own) ->
                  sum.put(feature, sum(own, others.getOrDefault(feature, new long[0]))));
          sums.put(slice, sum);
        });
    return new SlicedCounts(sums);
  }

  private static long[] sum(long[] counts, long[] more) {
    if (more.length != counts.length) {
      return counts;
    }
    long[] sum = counts.clone();
    for (int position = 0; position < sum.length; position++) {
      sum[position] = Math.addExact(sum[position], more[position]);
    }
    return sum;
  }
}
