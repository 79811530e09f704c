package io.evenkeel.stage.scoring;

import io.evenkeel.columnar.PlainScan;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.sql.catalyst.expressions.Expression;
import org.apache.spark.sql.catalyst.expressions.Literal;
import org.apache.spark.sql.catalyst.util.ArrayData;
import org.apache.spark.sql.execution.SparkPlan;
import org.apache.spark.sql.vectorized.ColumnarBatch;

/**
 * A plan that does no more than read columns: a scan, and a choice among its columns. Its columns
 * can be had as they are read, before Spark turns them into rows.
 *
 * @param plain the operator that reads
 * @param layout where the wanted columns are
 */
record ColumnarScan(PlainScan plain, ColumnLayout layout) {
  /**
   * Finds the scan of a plan whose output is in the order of {@link InputRow}. Empty where the plan
   * filters, joins or computes, where its source reads rows, or where Spark may change the plan
   * while it runs.
   */
  static Optional<ColumnarScan> of(SparkPlan plan) {
    return PlainScan.of(plan)
        .flatMap(plain -> layout(plain).map(layout -> new ColumnarScan(plain, layout)));
  }

  /** Returns the scan's batches; they are read when a task asks for them. */
  JavaRDD<ColumnarBatch> batches() {
    return plain.batches();
  }

  private static Optional<ColumnLayout> layout(PlainScan plain) {
    List<Integer> ordinals = new ArrayList<>();
    long asOf = 0;
    for (int i = 0; i < plain.wanted().size(); i++) {
      Expression expression = plain.wanted().get(i);
      OptionalInt ordinal = plain.ordinal(expression);
      if (ordinal.isEmpty() && !constant(i, expression)) {
        return Optional.empty();
      }
      ordinals.add(ordinal.orElse(ColumnLayout.CONSTANT));
      if (ordinal.isEmpty() && i == InputRow.AS_OF) {
        asOf = (Long) ((Literal) expression).value();
      }
    }
    return Optional.of(new ColumnLayout(ordinals, asOf));
  }

  /** A moment of prediction that all rows share, or the breaches of rows that have none. */
  private static boolean constant(int column, Expression expression) {
    if (!(expression instanceof Literal literal)) {
      return false;
    }
    return (column == InputRow.AS_OF && literal.value() instanceof Long)
        || (column == InputRow.BREACHES
            && literal.value() instanceof ArrayData breaches
            && breaches.numElements() == 0);
  }

  @Override
  public String toString() {
    return "%s, columns %s".formatted(plain.scan().nodeName(), layout.ordinals());
  }
}
