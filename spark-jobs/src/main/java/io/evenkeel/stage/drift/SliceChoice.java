package io.evenkeel.stage.drift;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.row_number;
import static org.apache.spark.sql.functions.sum;

import io.evenkeel.profile.Slice;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.expressions.Window;

/**
 * The largest slices of each column, by the rows of all sides together, so that a column of many
 * values fills neither the executors nor the tables.
 *
 * @param slices by column, the largest first, equally large ones by value
 * @param leftOut for each column, how many slices are not told; columns that lack none are absent
 */
public record SliceChoice(List<Slice> slices, Map<String, Long> leftOut) {
  /** No slice. */
  public static final SliceChoice NONE = new SliceChoice(List.of(), Map.of());

  private static final String VALUE = "_value";
  private static final String ROWS = "_rows";
  private static final String RANK = "_rank";
  private static final String SLICES = "_slices";

  /** Copies the collections. */
  public SliceChoice {
    slices = List.copyOf(slices);
    leftOut = Map.copyOf(leftOut);
  }

  /**
   * Chooses, in one pass over all sides for each column.
   *
   * @param sides tables that are compared, at least one
   * @param columns each of them in every side; one that is named twice counts once
   * @param most slices of one column, at least 1
   */
  public static SliceChoice of(List<Dataset<Row>> sides, List<String> columns, int most) {
    List<Slice> slices = new ArrayList<>();
    Map<String, Long> leftOut = new LinkedHashMap<>();
    for (String column : columns.stream().distinct().toList()) {
      List<Row> largest = largest(sides, column, most);
      largest.forEach(row -> slices.add(new Slice(column, row.getString(0))));
      if (!largest.isEmpty() && largest.get(0).getLong(1) > most) {
        leftOut.put(column, largest.get(0).getLong(1) - most);
      }
    }
    return new SliceChoice(slices, leftOut);
  }

  /** Returns a column's value as text, {@link Slice#MISSING} for null. */
  public static Column text(String column) {
    return coalesce(col("`" + column.replace("`", "``") + "`").cast("string"), lit(Slice.MISSING));
  }

  private static List<Row> largest(List<Dataset<Row>> sides, String column, int most) {
    return sides.stream()
        .map(side -> counted(side, column))
        .reduce(Dataset::union)
        .orElseThrow()
        .groupBy(VALUE)
        .agg(sum(ROWS).as(ROWS))
        .withColumn(
            RANK,
            row_number().over(Window.partitionBy(lit(0)).orderBy(col(ROWS).desc(), col(VALUE))))
        .withColumn(SLICES, count(lit(1)).over(Window.partitionBy(lit(0))))
        .where(col(RANK).leq(most))
        .orderBy(RANK)
        .select(VALUE, SLICES)
        .collectAsList();
  }

  private static Dataset<Row> counted(Dataset<Row> rows, String column) {
    return rows.groupBy(text(column).as(VALUE)).agg(count(lit(1)).as(ROWS));
  }
}
