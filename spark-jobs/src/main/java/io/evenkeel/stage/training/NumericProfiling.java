package io.evenkeel.stage.training;

import static org.apache.spark.sql.functions.array;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.element_at;
import static org.apache.spark.sql.functions.expr;
import static org.apache.spark.sql.functions.inline;
import static org.apache.spark.sql.functions.isnan;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.sum;

import io.evenkeel.profile.FeatureProfile.Numeric;
import io.evenkeel.profile.QuantileGrid;
import io.evenkeel.profile.ValueSummary;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.expressions.Window;
import org.apache.spark.sql.expressions.WindowSpec;

/**
 * Profiles numbers in two passes: nulls, NaN and exact sums first, then the quantiles. In the
 * second pass Spark counts each feature's distinct values and orders them, spilling to disk where
 * they exceed memory; one task orders one feature. Fewer than {@link QuantileGrid#BINS} values of
 * each feature come to the driver.
 */
final class NumericProfiling {
  private static final String FEATURE = "feature";
  private static final String VALUE = "value";
  private static final String ROWS = "rows";
  private static final String BEFORE = "before";

  private NumericProfiling() {}

  /** Returns the profiles, in the order of the names. */
  static List<Numeric> profile(Dataset<Row> rows, List<String> names) {
    if (names.isEmpty()) {
      return List.of();
    }
    Dataset<Row> numbers = rows.select(columns(names));
    List<ValueSummary> summaries = summaries(numbers, names.size());
    List<QuantileGrid> grids =
        summaries.stream()
            .map(each -> new QuantileGrid(each.ordered(), QuantileGrid.BINS))
            .toList();
    deciding(numbers, names, summaries).stream()
        .sorted(
            Comparator.comparingInt((Row row) -> row.getInt(0)).thenComparing(r -> r.getDouble(1)))
        .forEach(
            row -> grids.get(row.getInt(0)).add(row.getDouble(1), row.getLong(2), row.getLong(3)));
    List<Numeric> profiles = new ArrayList<>();
    for (int i = 0; i < names.size(); i++) {
      profiles.add(summaries.get(i).profile(names.get(i), grids.get(i)));
    }
    return profiles;
  }

  private static Column[] columns(List<String> names) {
    return names.stream()
        .map(name -> col("`" + name + "`").cast("double").as(name))
        .toArray(Column[]::new);
  }

  private static List<ValueSummary> summaries(Dataset<Row> numbers, int width) {
    JavaRDD<long[][]> partial =
        numbers
            .javaRDD()
            .mapPartitions(rows -> Collections.singleton(gather(rows, width)).iterator());
    List<ValueSummary> whole = newSummaries(width);
    if (partial.getNumPartitions() > 0) {
      long[][] gathered = partial.treeReduce(NumericProfiling::merge);
      for (int i = 0; i < width; i++) {
        whole.get(i).addAll(gathered[i]);
      }
    }
    return whole;
  }

  private static long[][] gather(Iterator<Row> rows, int width) {
    List<ValueSummary> summaries = newSummaries(width);
    while (rows.hasNext()) {
      Row row = rows.next();
      for (int i = 0; i < width; i++) {
        if (row.isNullAt(i)) {
          summaries.get(i).addNull();
        } else {
          summaries.get(i).add(row.getDouble(i));
        }
      }
    }
    return summaries.stream().map(ValueSummary::toArray).toArray(long[][]::new);
  }

  private static long[][] merge(long[][] left, long[][] right) {
    List<ValueSummary> summaries = newSummaries(left.length);
    for (int i = 0; i < left.length; i++) {
      summaries.get(i).addAll(left[i]);
      summaries.get(i).addAll(right[i]);
    }
    return summaries.stream().map(ValueSummary::toArray).toArray(long[][]::new);
  }

  private static List<ValueSummary> newSummaries(int width) {
    return IntStream.range(0, width).mapToObj(i -> new ValueSummary()).toList();
  }

  /** Returns feature, value, rows with that value, rows with a lower one. */
  private static List<Row> deciding(
      Dataset<Row> numbers, List<String> names, List<ValueSummary> summaries) {
    Column[] cells = new Column[names.size()];
    Column[] totals = new Column[names.size()];
    for (int i = 0; i < cells.length; i++) {
      cells[i] = struct(lit(i).as(FEATURE), col("`" + names.get(i) + "`").as(VALUE));
      totals[i] = lit(summaries.get(i).ordered());
    }
    WindowSpec lower =
        Window.partitionBy(FEATURE)
            .orderBy(VALUE)
            .rowsBetween(Window.unboundedPreceding(), Window.currentRow() - 1);
    return numbers
        .select(inline(array(cells)))
        .where(col(VALUE).isNotNull().and(not(isnan(col(VALUE)))))
        .groupBy(FEATURE, VALUE)
        .agg(count(lit(1)).as(ROWS))
        .withColumn(BEFORE, coalesce(sum(ROWS).over(lower), lit(0L)))
        .withColumn("total", element_at(array(totals), col(FEATURE).plus(1)))
        .where(decides())
        .select(FEATURE, VALUE, ROWS, BEFORE)
        .collectAsList();
  }

  /** As {@link QuantileGrid#decides}, so that other values need not travel. */
  private static Column decides() {
    String quantiles = "least(%1$d - 1, (%2$s) * %1$d div total)";
    return expr(
        quantiles.formatted(QuantileGrid.BINS, "before + rows")
            + " > "
            + quantiles.formatted(QuantileGrid.BINS, "before"));
  }
}
