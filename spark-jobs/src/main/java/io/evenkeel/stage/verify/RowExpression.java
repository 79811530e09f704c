package io.evenkeel.stage.verify;

import static org.apache.spark.sql.functions.expr;

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
import org.apache.spark.sql.catalyst.plans.logical.Project;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.StructField;
import org.jspecify.annotations.Nullable;
import scala.Function1;
import scala.jdk.javaapi.CollectionConverters;

/**
 * A SQL expression over one row, evaluated on the driver without a job. Not thread-safe.
 *
 * @param bound reads the row by position
 * @param inputs make Spark's values of Java's, one for each position
 * @param output makes Java's value of Spark's
 */
record RowExpression(
    Expression bound, List<Function1<Object, Object>> inputs, Function1<Object, Object> output) {

  /** Resolves an expression over the columns of {@code none}. */
  static RowExpression of(Dataset<Row> none, String sql) {
    Dataset<Row> selected = none.select(expr(sql));
    Project project =
        (Project)
            ReplaceExpressions$.MODULE$.apply(
                ((org.apache.spark.sql.classic.Dataset<Row>) selected).queryExecution().analyzed());
    Expression expression = (Expression) CollectionConverters.asJava(project.projectList()).get(0);
    Expression bound =
        BindReferences.bindReference(
            expression, package$.MODULE$.AttributeSeq(project.child().output()), false);
    List<Function1<Object, Object>> inputs =
        Stream.of(none.schema().fields())
            .map(StructField::dataType)
            .map(CatalystTypeConverters::createToCatalystConverter)
            .toList();
    DataType type = selected.schema().fields()[0].dataType();
    return new RowExpression(bound, inputs, CatalystTypeConverters.createToScalaConverter(type));
  }

  /**
   * Returns the value for one row.
   *
   * @param row Java's values by position; null for null
   */
  Optional<Object> of(@Nullable Object[] row) {
    @Nullable Object[] internal = new Object[row.length];
    for (int i = 0; i < row.length; i++) {
      internal[i] = inputs.get(i).apply(row[i]);
    }
    InternalRow input = new GenericInternalRow(internal);
    return Optional.ofNullable(output.apply(bound.eval(input)));
  }
}
