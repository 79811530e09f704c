package io.evenkeel.columnar;

import org.apache.spark.rdd.RDD;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.UnsafeRow;
import org.apache.spark.sql.catalyst.plans.logical.LogicalPlan;
import org.apache.spark.sql.classic.Dataset;
import org.apache.spark.sql.classic.SparkSession;
import org.apache.spark.sql.execution.SparkPlan;
import org.apache.spark.sql.execution.adaptive.LogicalQueryStage;
import org.apache.spark.sql.types.StructType;

/**
 * Makes datasets of rows that are {@link UnsafeRow}s. {@code internalCreateDataFrame} takes rows of
 * any kind, and therefore writes each of them anew in that form, field by field.
 */
public final class BinaryRows {
  private BinaryRows() {}

  /**
   * Returns a dataset of {@code rows}, which are computed anew for each of its jobs. Unlike Spark's
   * own datasets it cannot be joined with itself, only with one that was made apart.
   *
   * @param name of the operator, as plans show it
   * @param type of the rows
   * @param rows {@link UnsafeRow}s of that type, each valid until the next one of its partition is
   *     asked for
   */
  public static Dataset<Row> dataset(
      SparkSession spark, String name, StructType type, RDD<InternalRow> rows) {
    LogicalPlan described =
        spark.internalCreateDataFrame(rows, type, /* isStreaming= */ false).logicalPlan();
    return spark.withActive(
        () -> {
          SparkPlan operator = new BinaryRowsExec(name, described.output(), rows);
          // Spark's own way of putting an operator that is there already into a query.
          return Dataset.ofRows(spark, new LogicalQueryStage(described, operator));
        });
  }
}
