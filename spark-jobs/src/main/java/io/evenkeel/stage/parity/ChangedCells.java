package io.evenkeel.stage.parity;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count_if;
import static org.apache.spark.sql.functions.exists;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.not;

import io.evenkeel.feature.FeatureRows;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * How a day's feature values came from what they were to what they are, step by step. Each step
 * changes one thing, so a value that has changed is put down to the first step that moved it.
 * Values are compared by their bits; NaN equals NaN.
 */
public final class ChangedCells {
  /**
   * A step.
   *
   * @param cause what it changes, such as {@code late_data}
   * @param rows the day's feature rows after it; row ids that are null or repeated are left out
   */
  public record Step(String cause, Dataset<Row> rows) {}

  /**
   * What has become of the values.
   *
   * @param rows of before that are still there
   * @param gone rows that are no longer there
   * @param added rows that were not there
   * @param byFeature for each feature the number of changed values by cause; every cause is there
   */
  public record Report(long rows, long gone, long added, Map<String, Map<String, Long>> byFeature) {
    /** Returns the changed values of all features. */
    public long changed() {
      return byFeature.values().stream()
          .flatMap(causes -> causes.values().stream())
          .mapToLong(Long::longValue)
          .sum();
    }
  }

  private static final String ID = "__id";
  private static final String THERE = "__there";

  private ChangedCells() {}

  /**
   * Counts changed values. The driver receives one row.
   *
   * @param before the day's feature rows as they were scored
   * @param steps at least one, in order; the last gives the rows of now
   * @param features that all of them have
   */
  public static Report count(Dataset<Row> before, List<Step> steps, List<String> features) {
    Dataset<Row> joined = named(before, 0, features);
    for (int i = 1; i <= steps.size(); i++) {
      joined =
          joined.join(named(steps.get(i - 1).rows(), i, features), new String[] {ID}, "full_outer");
    }
    int last = steps.size();
    Column was = col(THERE + 0).isNotNull();
    Column is = col(THERE + last).isNotNull();
    List<Column> counts =
        new ArrayList<>(
            List.of(count_if(was.and(is)), count_if(was.and(not(is))), count_if(is.and(not(was)))));
    for (int feature = 0; feature < features.size(); feature++) {
      counts.addAll(causes(feature, last, was.and(is)));
    }
    Row row =
        joined.agg(counts.get(0), counts.subList(1, counts.size()).toArray(Column[]::new)).first();
    return report(row, steps, features);
  }

  /** For each step, how many changed values it was the first to move. */
  private static List<Column> causes(int feature, int last, Column compared) {
    Column changed = compared.and(differs(feature, 0, last));
    Column still = lit(true);
    List<Column> counts = new ArrayList<>();
    for (int step = 1; step <= last; step++) {
      Column moved = differs(feature, step - 1, step);
      counts.add(count_if(changed.and(still).and(moved)));
      still = still.and(not(moved));
    }
    return counts;
  }

  private static Column differs(int feature, int one, int other) {
    return not(col(name(feature, one)).eqNullSafe(col(name(feature, other))))
        .or(col(THERE + one).isNull().notEqual(col(THERE + other).isNull()));
  }

  private static Report report(Row row, List<Step> steps, List<String> features) {
    Map<String, Map<String, Long>> byFeature = new LinkedHashMap<>();
    int position = 3;
    for (String feature : features) {
      Map<String, Long> causes = new LinkedHashMap<>();
      for (Step step : steps) {
        causes.merge(step.cause(), row.getLong(position++), Long::sum);
      }
      byFeature.put(feature, causes);
    }
    return new Report(row.getLong(0), row.getLong(1), row.getLong(2), byFeature);
  }

  /** Java prints the shortest text that reads back as the same number, so text tells bits apart. */
  private static Dataset<Row> named(Dataset<Row> rows, int step, List<String> features) {
    List<Column> columns = new ArrayList<>(List.of(col(FeatureRows.ROW_ID).as(ID)));
    columns.add(lit(true).as(THERE + step));
    for (int i = 0; i < features.size(); i++) {
      columns.add(col("`" + features.get(i) + "`").cast("string").as(name(i, step)));
    }
    Column unsound =
        exists(
            col(FeatureRows.BREACHES),
            breach -> breach.getField("column").equalTo(lit(FeatureRows.ROW_ID)));
    return rows.where(not(unsound)).select(columns.toArray(Column[]::new));
  }

  private static String name(int feature, int step) {
    return "__f%d_%d".formatted(feature, step);
  }
}
