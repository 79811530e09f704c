package io.evenkeel.stage.feature;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.unix_micros;
import static org.apache.spark.sql.functions.when;

import java.time.Duration;
import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.catalyst.expressions.EvalMode;
import org.apache.spark.sql.catalyst.expressions.NumericEvalContext;
import org.apache.spark.sql.catalyst.expressions.aggregate.Sum;
import org.apache.spark.sql.classic.ExpressionUtils;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.DecimalType;

/** Small pieces of SQL that several parts of the engine are made of. */
final class Sql {
  private Sql() {}

  /** Microseconds since 1970 of a timestamp: the unit in which instants are compared. */
  static Column micros(Column timestamp) {
    return unix_micros(timestamp);
  }

  /**
   * Returns a duration in microseconds.
   *
   * @throws ArithmeticException if it is longer than 292,000 years
   */
  static long micros(Duration duration) {
    return Math.addExact(
        Math.multiplyExact(duration.getSeconds(), 1_000_000L), duration.getNano() / 1_000L);
  }

  /**
   * Returns the sum of decimals, null where it has more than 38 digits, and over no values. It is
   * what {@code try_sum} gives for decimals; that one RAPIDS leaves to the processor.
   */
  static Column sumOrNull(Column decimals) {
    NumericEvalContext nullOnOverflow =
        new NumericEvalContext(EvalMode.LEGACY(), /* allowDecimalPrecisionLoss= */ true);
    return ExpressionUtils.column(
        new Sum(ExpressionUtils.expression(decimals), nullOnOverflow).toAggregateExpression());
  }

  /** Returns the conjunction, true for no condition. */
  static Column all(List<Column> conditions) {
    return conditions.stream().reduce(Column::and).orElseGet(() -> lit(true));
  }

  /** Returns the columns of {@code rows} that are called so. */
  static Column[] named(List<String> names) {
    return names.stream().map(functions::col).toArray(Column[]::new);
  }

  /** Returns {@code rows} without the columns called so. */
  static Dataset<Row> without(Dataset<Row> rows, List<String> names) {
    return rows.drop(names.toArray(String[]::new));
  }

  /** Tells whether a type is FLOAT or DOUBLE, and so may hold NaN. */
  static boolean floating(DataType type) {
    return type.equals(DataTypes.FloatType) || type.equals(DataTypes.DoubleType);
  }

  /** Tells whether a type is an integer of 8, 16, 32 or 64 bits. */
  static boolean integral(DataType type) {
    return type.equals(DataTypes.ByteType)
        || type.equals(DataTypes.ShortType)
        || type.equals(DataTypes.IntegerType)
        || type.equals(DataTypes.LongType);
  }

  /** Tells whether a type holds numbers. */
  static boolean numeric(DataType type) {
    return floating(type) || integral(type) || type instanceof DecimalType;
  }

  /**
   * Returns a floating-point value with one zero and one NaN, other values as they are: {@code
   * -0.0} equals {@code 0.0} for Spark, so which of them a minimum returns would depend on order.
   */
  static Column canonical(Column value, DataType type) {
    if (!floating(type)) {
      return value;
    }
    return when(value.equalTo(lit(0.0)), lit(0.0).cast(type))
        .when(functions.isnan(value), lit(Double.NaN).cast(type))
        .otherwise(value);
  }

  /**
   * Returns the double nearest to a decimal. Spark's own cast divides a rounded 64-bit integer by a
   * power of ten and so rounds twice above 2^53.
   */
  static Column nearestDouble(Column number, DataType type) {
    return type instanceof DecimalType
        ? number.cast(DataTypes.StringType).cast(DataTypes.DoubleType)
        : number.cast(DataTypes.DoubleType);
  }

  /** Returns a condition that holds where the keys of a query and of a source row are equal. */
  static Column keysMeet(List<String> by) {
    return all(
        by.stream()
            .map(key -> col(Names.queryKey(key)).equalTo(col(Names.sourceKey(key))))
            .toList());
  }
}
