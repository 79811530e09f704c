package io.evenkeel.stage.drift;

import io.evenkeel.profile.FeatureProfile;
import io.evenkeel.profile.FeatureProfile.Numeric;
import io.evenkeel.profile.ProfileCounter;
import io.evenkeel.profile.ReferenceProfile;
import java.util.Arrays;
import java.util.Collections;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;

/**
 * Counts a table into a reference's bins, in one pass and without a shuffle of rows: each task
 * counts its part, and counts are added up in a tree. State does not grow with rows. The result is
 * the same to the bit however the table is partitioned, and a task that is tried again or twice at
 * once counts once.
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
    List<String> columns = Arrays.asList(rows.columns());
    List<FeatureProfile> counted =
        reference.features().stream().filter(f -> columns.contains(f.name())).toList();
    long[][] sums = sum(rows.select(cells(counted)), counted);
    Map<String, long[]> counts = new LinkedHashMap<>();
    for (int i = 0; i < counted.size(); i++) {
      counts.put(counted.get(i).name(), sums[i]);
    }
    columns.stream()
        .filter(name -> !ignored.contains(name))
        .forEach(name -> counts.putIfAbsent(name, new long[0]));
    return counts;
  }

  private static Column[] cells(List<FeatureProfile> features) {
    return features.stream()
        .map(
            feature ->
                functions
                    .col("`" + feature.name() + "`")
                    .cast(feature instanceof Numeric ? "double" : "string"))
        .toArray(Column[]::new);
  }

  private static long[][] sum(Dataset<Row> cells, List<FeatureProfile> features) {
    JavaRDD<long[][]> partial =
        cells
            .javaRDD()
            .mapPartitions(rows -> Collections.singleton(count(rows, features)).iterator());
    long[][] zero = count(Collections.emptyIterator(), features);
    return partial.getNumPartitions() == 0 ? zero : partial.treeReduce(TableCounts::add);
  }

  private static long[][] count(Iterator<Row> rows, List<FeatureProfile> features) {
    ProfileCounter[] counters =
        features.stream().map(ProfileCounter::of).toArray(ProfileCounter[]::new);
    boolean[] numeric = new boolean[counters.length];
    for (int i = 0; i < numeric.length; i++) {
      numeric[i] = features.get(i) instanceof Numeric;
    }
    while (rows.hasNext()) {
      Row row = rows.next();
      for (int i = 0; i < counters.length; i++) {
        if (row.isNullAt(i)) {
          counters[i].addNull();
        } else if (numeric[i]) {
          counters[i].add(row.getDouble(i));
        } else {
          counters[i].addText(row.getString(i));
        }
      }
    }
    return Arrays.stream(counters).map(ProfileCounter::counts).toArray(long[][]::new);
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
