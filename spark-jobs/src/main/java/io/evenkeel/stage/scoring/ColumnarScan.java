package io.evenkeel.stage.scoring;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.sql.catalyst.expressions.Alias;
import org.apache.spark.sql.catalyst.expressions.Attribute;
import org.apache.spark.sql.catalyst.expressions.Expression;
import org.apache.spark.sql.catalyst.expressions.Literal;
import org.apache.spark.sql.catalyst.expressions.NamedExpression;
import org.apache.spark.sql.catalyst.util.ArrayData;
import org.apache.spark.sql.execution.ColumnarToRowExec;
import org.apache.spark.sql.execution.InputAdapter;
import org.apache.spark.sql.execution.ProjectExec;
import org.apache.spark.sql.execution.SparkPlan;
import org.apache.spark.sql.execution.WholeStageCodegenExec;
import org.apache.spark.sql.vectorized.ColumnarBatch;
import scala.jdk.javaapi.CollectionConverters;

/**
 * A plan that does no more than read columns: a scan, and a choice among its columns. Its columns
 * can be had as they are read, before Spark turns them into rows.
 *
 * @param scan the operator that reads
 * @param layout where the wanted columns are
 */
record ColumnarScan(SparkPlan scan, ColumnLayout layout) {
  /**
   * Finds the scan of a plan whose output is in the order of {@link InputRow}. Empty where the plan
   * filters, joins or computes, where its source reads rows, or where Spark may change the plan
   * while it runs.
   */
  static Optional<ColumnarScan> of(SparkPlan plan) {
    SparkPlan top = inside(plan);
    List<? extends NamedExpression> wanted =
        top instanceof ProjectExec project
            ? CollectionConverters.asJava(project.projectList())
            : CollectionConverters.asJava(top.output());
    SparkPlan below = top instanceof ProjectExec project ? inside(project.child()) : top;
    if (!(below instanceof ColumnarToRowExec transition)) {
      return Optional.empty();
    }
    SparkPlan scan = inside(transition.child());
    return layout(wanted, CollectionConverters.asJava(scan.output()))
        .filter(found -> scan.supportsColumnar())
        .map(found -> new ColumnarScan(scan, found));
  }

  /** Returns the scan's batches; they are read when a task asks for them. */
  JavaRDD<ColumnarBatch> batches() {
    return scan.executeColumnar().toJavaRDD();
  }

  /** Leaves out what only marks how code is generated. */
  private static SparkPlan inside(SparkPlan plan) {
    if (plan instanceof WholeStageCodegenExec stage) {
      return inside(stage.child());
    }
    return plan instanceof InputAdapter adapter ? inside(adapter.child()) : plan;
  }

  private static Optional<ColumnLayout> layout(
      List<? extends NamedExpression> wanted, List<Attribute> read) {
    List<Integer> ordinals = new ArrayList<>();
    long asOf = 0;
    for (int i = 0; i < wanted.size(); i++) {
      Expression expression =
          wanted.get(i) instanceof Alias alias ? alias.child() : (Expression) wanted.get(i);
      OptionalInt ordinal = ordinal(expression, read);
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

  private static OptionalInt ordinal(Expression expression, List<Attribute> read) {
    if (!(expression instanceof Attribute attribute)) {
      return OptionalInt.empty();
    }
    return IntStream.range(0, read.size())
        .filter(i -> read.get(i).exprId().equals(attribute.exprId()))
        .findFirst();
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
    return "%s, columns %s".formatted(scan.nodeName(), layout.ordinals());
  }
}
