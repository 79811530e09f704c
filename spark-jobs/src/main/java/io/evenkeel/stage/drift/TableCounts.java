package io.evenkeel.stage.drift;

import io.evenkeel.profile.FeatureProfile;
import io.evenkeel.profile.FeatureProfile.Numeric;
import io.evenkeel.profile.ReferenceProfile;
import io.evenkeel.profile.Slice;
import io.evenkeel.profile.SlicedCounts;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.execution.QueryExecution;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.vectorized.ColumnarBatch;

/**
 * Counts a table into a reference's bins, in one pass and without a shuffle of rows: each task
 * counts its part, and counts are added up in a tree. State does not grow with rows; it is one
 * array of about a thousand counts for each feature of each slice. The result is the same to the
 * bit however the table is partitioned, and a task that is tried again or twice at once counts
 * once, because Spark takes one result of each task.
 */
public final class TableCounts {
  private TableCounts() {}

  /**
   * Returns counts by feature, for the features of the reference that the table has; a column that
   * the reference lacks is listed with an empty array.
   *
   * @param ignored columns that are no features
   */
  public static Map<String, long[]> of(
      Dataset<Row> rows, ReferenceProfile reference, List<String> ignored) {
    Map<String, long[]> counts = new LinkedHashMap<>(of(rows, reference, ignored, List.of()).all());
    Arrays.stream(rows.columns())
        .filter(name -> !ignored.contains(name))
        .forEach(name -> counts.putIfAbsent(name, new long[0]));
    return counts;
  }

  /**
   * Returns counts of all rows and of each slice in one pass, for the features of the reference
   * that the table has.
   *
   * @param ignored columns that are no features
   * @param slices of columns that the table has; may be empty
   */
  public static SlicedCounts of(
      Dataset<Row> rows, ReferenceProfile reference, List<String> ignored, List<Slice> slices) {
    List<String> columns = Arrays.asList(rows.columns());
    List<FeatureProfile> counted =
        reference.features().stream()
            .filter(f -> columns.contains(f.name()) && !ignored.contains(f.name()))
            .toList();
    List<String> keys = List.copyOf(keys(slices));
    List<Column> cells = new ArrayList<>();
    counted.forEach(feature -> cells.add(cell(feature)));
    keys.forEach(key -> cells.add(SliceChoice.text(key).as("_slice_" + cells.size())));
    long[][] sums = sum(rows.select(cells.toArray(Column[]::new)), counted, keys, slices);
    Map<Slice, Map<String, long[]>> bySlice = new LinkedHashMap<>();
    for (int slice = 0; slice <= slices.size(); slice++) {
      Map<String, long[]> counts = new LinkedHashMap<>();
      for (int i = 0; i < counted.size(); i++) {
        counts.put(counted.get(i).name(), sums[slice * counted.size() + i]);
      }
      bySlice.put(slice == 0 ? Slice.ALL : slices.get(slice - 1), counts);
    }
    return new SlicedCounts(bySlice);
  }

  private static Set<String> keys(List<Slice> slices) {
    Set<String> keys = new LinkedHashSet<>();
    slices.forEach(slice -> keys.add(slice.key()));
    return keys;
  }

  private static Column cell(FeatureProfile feature) {
    return functions
        .col("`" + feature.name() + "`")
        .cast(feature instanceof Numeric ? "double" : "string");
  }

  /**
   * Columns are counted as they are read where the plan only reads; else rows stay in Spark's own
   * form, so that a number is read without an object for it.
   */
  private static long[][] sum(
      Dataset<Row> cells, List<FeatureProfile> features, List<String> keys, List<Slice> slices) {
    QueryExecution query = cells.queryExecution();
    List<FeatureProfile> profiles = List.copyOf(features);
    Optional<FeatureColumns> columns =
        slices.isEmpty() ? FeatureColumns.of(query.executedPlan()) : Optional.empty();
    Map<Slice, Integer> positions = new HashMap<>();
    slices.forEach(slice -> positions.put(slice, positions.size() + 1));
    JavaRDD<long[][]> partial =
        columns
            .map(found -> counted(found.batches(), found.ordinals(), profiles))
            .orElseGet(() -> counted(query.toRdd().toJavaRDD(), profiles, keys, positions));
    return partial.getNumPartitions() == 0
        ? count(Collections.emptyIterator(), profiles, keys, positions)
        : partial.treeReduce(TableCounts::add);
  }

  private static JavaRDD<long[][]> counted(
      JavaRDD<ColumnarBatch> batches, List<Integer> ordinals, List<FeatureProfile> features) {
    return batches.mapPartitions(
        part -> {
          RowCounter counter = new RowCounter(features);
          int[] columns = ordinals.stream().mapToInt(Integer::intValue).toArray();
          part.forEachRemaining(batch -> counter.add(batch, columns));
          return Collections.singleton(counter.counts().toArray(long[][]::new)).iterator();
        });
  }

  private static JavaRDD<long[][]> counted(
      JavaRDD<InternalRow> rows,
      List<FeatureProfile> features,
      List<String> keys,
      Map<Slice, Integer> positions) {
    return rows.mapPartitions(
        part -> Collections.singleton(count(part, features, keys, positions)).iterator());
  }

  private static long[][] count(
      Iterator<InternalRow> rows,
      List<FeatureProfile> features,
      List<String> keys,
      Map<Slice, Integer> positions) {
    RowCounter all = new RowCounter(features);
    RowCounter[] slices = new RowCounter[positions.size()];
    Arrays.setAll(slices, i -> new RowCounter(features));
    while (rows.hasNext()) {
      InternalRow row = rows.next();
      all.add(row);
      for (int k = 0; k < keys.size(); k++) {
        String value = row.getUTF8String(features.size() + k).toString();
        Integer position = positions.get(new Slice(keys.get(k), value));
        if (position != null) {
          slices[position - 1].add(row);
        }
      }
    }
    List<long[]> counts = new ArrayList<>(all.counts());
    Arrays.stream(slices).forEach(slice -> counts.addAll(slice.counts()));
    return counts.toArray(long[][]::new);
  }

  private static long[][] add(long[][] left, long[][] right) {
    for (int feature = 0; feature < left.length; feature++) {
      for (int position = 0; position < left[feature].length; position++) {
        left[feature][position] += right[feature][position];
      }
    }
    return left;
  }
}
