package io.evenkeel.stage.verify;

import static org.apache.spark.sql.functions.expr;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.catalyst.CatalystTypeConverters;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.BindReferences;
import org.apache.spark.sql.catalyst.expressions.Expression;
import org.apache.spark.sql.catalyst.expressions.GenericInternalRow;
import org.apache.spark.sql.catalyst.expressions.package$;
import org.apache.spark.sql.catalyst.optimizer.ReplaceExpressions$;
import org.apache.spark.sql.catalyst.optimizer.RewriteWithExpression$;
import org.apache.spark.sql.catalyst.plans.logical.LogicalPlan;
import org.apache.spark.sql.catalyst.plans.logical.Project;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.StructField;
import org.jspecify.annotations.Nullable;
import scala.Function1;
import scala.jdk.javaapi.CollectionConverters;

/**
 * A SQL expression over one row, evaluated on the driver without a job. Not thread-safe.
 *
 * @param steps each reads what the one before it made of the row, by position; the first reads the
 *     row itself, the last makes the value alone
 * @param inputs make Spark's values of Java's, one for each position of the row
 * @param output makes Java's value of Spark's
 */
record RowExpression(
    List<List<Expression>> steps,
    List<Function1<Object, Object>> inputs,
    Function1<Object, Object> output) {

  /** Resolves an expression over the columns of {@code none}. */
  static RowExpression of(Dataset<Row> none, String sql) {
    Dataset<Row> selected = none.select(expr(sql));
    LogicalPlan analysed =
        ((org.apache.spark.sql.classic.Dataset<Row>) selected).queryExecution().analyzed();
    // What only the optimiser can put into an expression that has a value.
    LogicalPlan plan =
        RewriteWithExpression$.MODULE$.apply(ReplaceExpressions$.MODULE$.apply(analysed));
    List<Function1<Object, Object>> inputs =
        Stream.of(none.schema().fields())
            .map(StructField::dataType)
            .map(CatalystTypeConverters::createToCatalystConverter)
            .toList();
    DataType type = selected.schema().fields()[0].dataType();
    return new RowExpression(
        steps(plan), inputs, CatalystTypeConverters.createToScalaConverter(type));
  }

  private static List<List<Expression>> steps(LogicalPlan plan) {
    Deque<List<Expression>> steps = new ArrayDeque<>();
    LogicalPlan above = plan;
    while (above instanceof Project project) {
      var input = package$.MODULE$.AttributeSeq(project.child().output());
      List<Expression> bound = new ArrayList<>();
      for (Object expression : CollectionConverters.asJava(project.projectList())) {
        bound.add(BindReferences.bindReference((Expression) expression, input, false));
      }
      steps.addFirst(List.copyOf(bound));
      above = project.child();
    }
    return List.copyOf(steps);
  }

  /**
   * Returns the value for one row.
   *
   * @param row Java's values by position; null for null
   */
  Optional<Object> of(@Nullable Object[] row) {
    @Nullable Object[] values = new Object[row.length];
    for (int i = 0; i < row.length; i++) {
      values[i] = inputs.get(i).apply(row[i]);
    }
    for (List<Expression> step : steps) {
      InternalRow input = new GenericInternalRow(values);
      values = step.stream().map(expression -> expression.eval(input)).toArray();
    }
    return Optional.ofNullable(output.apply(values[0]));
  }
}
