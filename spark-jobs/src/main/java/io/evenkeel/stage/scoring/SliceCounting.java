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
import java.util.stream.Stream;

/**
 * Counts the scored rows of the reference's slices into its bins, features and score, beside the
 * counts of all rows. Rows of other slices are not counted here. Holds one array of counts for each
 * feature of each slice that has had a row. Not thread-safe: one per task.
 */
final class SliceCounting {
  private final List<ModelFeature> features;
  private final ReferenceProfile reference;
  private final Map<Slice, Counters> counters = new LinkedHashMap<>();
  private final List<SlicedColumn> columns;
  private final int[] sliceOf; // by row: its slice's index in the column, or -1
  private final int[] ordered; // positions, those of one slice beside each other
  private final int[] chosen; // positions of one slice

  /**
   * A column that rows are sliced by.
   *
   * @param column its position in a {@link FeatureValues}: among the features, then the carried
   *     columns
   * @param index by value, where its slice is in {@code slices}
   */
  private record SlicedColumn(int column, List<Slice> slices, Map<String, Integer> index) {}

  /** The counts of one slice. */
  private record Counters(List<ProfileCounter> features, ProfileCounter prediction) {}

  /**
   * Prepares to count.
   *
   * @param features of the model, in its order
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
    List<String> names = Stream.concat(names(features), carried(features, all).stream()).toList();
    List<Slice> slices = all.stream().filter(slice -> slice.key().equals(key)).toList();
    Map<String, Integer> index = new HashMap<>();
    slices.forEach(slice -> index.put(slice.value(), index.size()));
    return new SlicedColumn(names.indexOf(key), slices, index);
  }

  /** Returns the columns of slices that are no features: they stand behind them in a row. */
  static List<String> carried(List<ModelFeature> features, List<Slice> slices) {
    List<String> seen = names(features).toList();
    return slices.stream().map(Slice::key).distinct().filter(key -> !seen.contains(key)).toList();
  }

  private static Stream<String> names(List<ModelFeature> features) {
    return features.stream().map(ModelFeature::name);
  }

  /**
   * Counts the rows at the first {@code rows} of {@code positions}.
   *
   * @param scores by position, of each of these rows
   */
  void count(FeatureValues values, double[] scores, int[] positions, int rows) {
    for (SlicedColumn column : columns) {
      int[] ends = order(values, positions, rows, column);
      for (int slice = 0, from = 0; slice < ends.length; from = ends[slice++]) {
        count(values, scores, column.slices().get(slice), from, ends[slice]);
      }
    }
  }

  /**
   * Brings the rows of a slice together, so that each feature is counted in one loop.
   *
   * @return where in {@code ordered} the rows of each slice end
   */
  private int[] order(FeatureValues values, int[] positions, int rows, SlicedColumn column) {
    int[] ends = new int[column.slices().size()];
    for (int i = 0; i < rows; i++) {
      String value = values.text(column.column(), positions[i]);
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
    return ends;
  }

  private void count(FeatureValues values, double[] scores, Slice slice, int from, int end) {
    int found = end - from;
    if (found > 0) {
      System.arraycopy(ordered, from, chosen, 0, found);
      Counters own = counters.computeIfAbsent(slice, absent -> fresh());
      values.count(chosen, found, own.features());
      own.prediction().addAll(scores, chosen, found);
    }
  }

  private Counters fresh() {
    return new Counters(
        names(features).map(this::counter).toList(), counter(ReferenceProfile.PREDICTION));
  }

  private ProfileCounter counter(String feature) {
    return ProfileCounter.of(reference.feature(feature).orElseThrow());
  }

  /** Hands out the counts of each slice that has had a row. */
  void forEach(BiConsumer<Slice, ProfileCounter> told) {
    counters.forEach(
        (slice, own) -> {
          own.features().forEach(counter -> told.accept(slice, counter));
          told.accept(slice, own.prediction());
        });
  }
}
