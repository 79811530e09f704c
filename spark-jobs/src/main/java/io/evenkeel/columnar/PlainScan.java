package io.evenkeel.columnar;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.sql.catalyst.expressions.Alias;
import org.apache.spark.sql.catalyst.expressions.Attribute;
import org.apache.spark.sql.catalyst.expressions.Expression;
import org.apache.spark.sql.execution.ColumnarToRowExec;
import org.apache.spark.sql.execution.InputAdapter;
import org.apache.spark.sql.execution.ProjectExec;
import org.apache.spark.sql.execution.SparkPlan;
import org.apache.spark.sql.execution.WholeStageCodegenExec;
import org.apache.spark.sql.vectorized.ColumnarBatch;
import scala.jdk.javaapi.CollectionConverters;

/**
 * A plan of a columnar scan and, at most, one projection of what it reads. It neither filters nor
 * joins, so the scan's batches have the plan's rows. Immutable.
 *
 * @param scan the operator that reads, which can give batches
 * @param wanted the plan's output columns, without their aliases
 */
public record PlainScan(SparkPlan scan, List<Expression> wanted) {
  /** Keeps its own copy of the list. */
  public PlainScan {
    wanted = List.copyOf(wanted);
  }

  /**
   * Finds the scan of a plan. Empty where the plan does more, where its source reads rows, or where
   * Spark may change the plan while it runs.
   */
  public static Optional<PlainScan> of(SparkPlan plan) {
    SparkPlan top = inside(plan);
    SparkPlan below = top instanceof ProjectExec project ? inside(project.child()) : top;
    if (!(below instanceof ColumnarToRowExec transition)) {
      return Optional.empty();
    }
    SparkPlan scan = inside(transition.child());
    return scan.supportsColumnar()
        ? Optional.of(new PlainScan(scan, wanted(top)))
        : Optional.empty();
  }

  /** Returns the position among the columns read, or empty where {@code expression} is none. */
  public OptionalInt ordinal(Expression expression) {
    if (!(expression instanceof Attribute attribute)) {
      return OptionalInt.empty();
    }
    List<Attribute> read = CollectionConverters.asJava(scan.output());
    return IntStream.range(0, read.size())
        .filter(i -> read.get(i).exprId().equals(attribute.exprId()))
        .findFirst();
  }

  /** Returns the scan's batches; they are read when a task asks for them. */
  public JavaRDD<ColumnarBatch> batches() {
    return scan.executeColumnar().toJavaRDD();
  }

  private static List<Expression> wanted(SparkPlan top) {
    if (top instanceof ProjectExec project) {
      return CollectionConverters.asJava(project.projectList()).stream()
          .map(named -> named instanceof Alias alias ? alias.child() : (Expression) named)
          .toList();
    }
    return CollectionConverters.asJava(top.output()).stream()
        .map(attribute -> (Expression) attribute)
        .toList();
  }

  /** Leaves out what only marks how code is generated. */
  private static SparkPlan inside(SparkPlan plan) {
    if (plan instanceof WholeStageCodegenExec stage) {
      return inside(stage.child());
    }
    return plan instanceof InputAdapter adapter ? inside(adapter.child()) : plan;
  }
}
