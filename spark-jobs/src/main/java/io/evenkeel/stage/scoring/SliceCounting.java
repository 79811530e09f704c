package io.evenkeel.stage.scoring;

import io.evenkeel.model.ModelFeature;
import io.evenkeel.profile.ProfileCounter;
import io.evenkeel.profile.ReferenceProfile;
import io.evenkeel.profile.Slice;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.stream.IntStream;

/**
 * Counts the scored rows of the reference's slices into its bins, beside the counts of all rows.
 * Rows of other slices are not counted here. Holds one array of counts for each feature of each
 * slice that has had a row. Not thread-safe: one per task.
 */
final class SliceCounting {
  private final List<ModelFeature> features;
  private final ReferenceProfile reference;
  private final Map<Slice, List<ProfileCounter>> counters = new LinkedHashMap<>();
  private final List<SlicedColumn> columns;
  private final int[] sliceOf; // by row: its slice's index in the column, or -1
  private final int[] ordered; // positions, those of one slice beside each other
  private final int[] chosen; // positions of one slice

  /**
   * A column that rows are sliced by.
   *
   * @param feature its position in the model's order
   * @param index by value, where its slice is in {@code slices}
   */
  private record SlicedColumn(int feature, List<Slice> slices, Map<String, Integer> index) {}

  /**
   * Prepares to count.
   *
   * @param features of the model, in its order; every column of {@code slices} is one of them
   * @param capacity rows of the greatest batch
   */
  SliceCounting(
      List<ModelFeature> features, ReferenceProfile reference, List<Slice> slices, int capacity) {
    this.features = features;
    this.reference = reference;
    this.columns =
        slices.stream()
            .map(Slice::key)
            .distinct()
            .map(key -> column(features, slices, key))
            .toList();
    int room = columns.isEmpty() ? 0 : capacity;
    this.sliceOf = new int[room];
    this.ordered = new int[room];
    this.chosen = new int[room];
  }

  private static SlicedColumn column(List<ModelFeature> features, List<Slice> all, String key) {
    int feature =
        IntStream.range(0, features.size())
            .filter(i -> features.get(i).name().equals(key))
            .findFirst()
            .orElseThrow();
    List<Slice> slices = all.stream().filter(slice -> slice.key().equals(key)).toList();
    Map<String, Integer> index = new HashMap<>();
    slices.forEach(slice -> index.put(slice.value(), index.size()));
    return new SlicedColumn(feature, slices, index);
  }

  /** Counts the rows at the first {@code rows} of {@code positions}. */
  void count(Batch batch, int[] positions, int rows) {
    columns.forEach(column -> count(batch, positions, rows, column));
  }

  /** Brings the rows of a slice together first, so that each feature is counted in one loop. */
  private void count(Batch batch, int[] positions, int rows, SlicedColumn column) {
    int[] ends = new int[column.slices().size()];
    for (int i = 0; i < rows; i++) {
      String value = batch.text(column.feature(), positions[i]);
      sliceOf[i] = column.index().getOrDefault(value, -1);
      if (sliceOf[i] >= 0) {
        ends[sliceOf[i]]++;
      }
    }
    for (int slice = 1; slice < ends.length; slice++) {
      ends[slice] += ends[slice - 1];
    }
    int[] next = ends.clone();
    for (int i = rows - 1; i >= 0; i--) {
      if (sliceOf[i] >= 0) {
        ordered[--next[sliceOf[i]]] = positions[i];
      }
    }
    for (int slice = 0; slice < ends.length; slice++) {
      int found = ends[slice] - next[slice];
      if (found > 0) {
        System.arraycopy(ordered, next[slice], chosen, 0, found);
        batch.count(
            chosen, found, counters.computeIfAbsent(column.slices().get(slice), x -> fresh()));
      }
    }
  }

  private List<ProfileCounter> fresh() {
    return features.stream()
        .map(feature -> ProfileCounter.of(reference.feature(feature.name()).orElseThrow()))
        .toList();
  }

  /** Hands out the counts of each slice that has had a row. */
  void forEach(BiConsumer<Slice, ProfileCounter> told) {
    counters.forEach((slice, own) -> own.forEach(counter -> told.accept(slice, counter)));
  }
}
