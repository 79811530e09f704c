package io.evenkeel.stage.outcome;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.row_number;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.expressions.Window;

/**
 * The largest groups of each column, so that a column of many values neither fills the driver nor
 * the table.
 *
 * @param rows one for each slice that is told, the largest first
 * @param leftOut for each column, how many groups are not told; columns that lack none are absent
 */
record LargestGroups(List<Row> rows, Map<String, Long> leftOut) {
  static final String SIZE = "_size";
  private static final String RANK = "_rank";
  private static final String GROUPS = "_groups";

  /**
   * Chooses.
   *
   * @param slices one row for each slice, with {@link #SIZE}
   * @param most groups of one column
   */
  static LargestGroups of(Dataset<Row> slices, int most) {
    List<Row> rows =
        slices
            .withColumn(
                RANK,
                row_number()
                    .over(
                        Window.partitionBy(OutcomeRows.KEY)
                            .orderBy(col(SIZE).desc(), col(OutcomeRows.VALUE))))
            .withColumn(GROUPS, count(lit(1)).over(Window.partitionBy(OutcomeRows.KEY)))
            .where(col(RANK).leq(lit(most)))
            .orderBy(OutcomeRows.KEY, RANK)
            .collectAsList();
    Map<String, Long> leftOut = new TreeMap<>();
    for (Row row : rows) {
      long groups = row.getAs(GROUPS);
      if (groups > most) {
        leftOut.put(row.getAs(OutcomeRows.KEY), groups - most);
      }
    }
    return new LargestGroups(rows, leftOut);
  }
}
