package io.evenkeel.stage.feature;

import static org.apache.spark.sql.functions.date_from_unix_date;
import static org.apache.spark.sql.functions.timestamp_micros;
import static org.apache.spark.sql.functions.unix_date;

import java.util.Optional;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.types.BinaryType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.DecimalType;

/**
 * How a value is handed to {@link AnswerHistory} and back. There and back it is the same bits, and
 * values have the same order in their form as they have for Spark.
 */
enum Form {
  /** Integers, booleans, days and microseconds. */
  LONG,
  /** Floating-point numbers of one zero and one NaN, which a history holds as {@link #ordered}. */
  DOUBLE,
  /** Text in UTF-8, compared byte by byte as Spark does, and binary values. */
  BYTES,
  /** Decimals. */
  DECIMAL;

  /** Returns the form of a type's values; empty where there is none. */
  static Optional<Form> of(DataType type) {
    if (Sql.floating(type)) {
      return Optional.of(DOUBLE);
    }
    if (type instanceof DecimalType) {
      return Optional.of(DECIMAL);
    }
    if (type.equals(DataTypes.StringType) || type instanceof BinaryType) {
      return Optional.of(BYTES);
    }
    boolean whole =
        Sql.integral(type)
            || type.equals(DataTypes.BooleanType)
            || type.equals(DataTypes.DateType)
            || type.equals(DataTypes.TimestampType);
    return whole ? Optional.of(LONG) : Optional.empty();
  }

  /** Returns the type in which a value of some type is handed over. */
  DataType type(DataType value) {
    return switch (this) {
      case LONG -> DataTypes.LongType;
      case DOUBLE -> DataTypes.DoubleType;
      case BYTES -> DataTypes.BinaryType;
      case DECIMAL -> value;
    };
  }

  /**
   * Returns a whole number whose order among whole numbers is that of {@code number} among doubles,
   * NaN above all.
   */
  static long ordered(double number) {
    return flipped(Double.doubleToLongBits(number));
  }

  /** Returns the number that was ordered. */
  static double number(long ordered) {
    return Double.longBitsToDouble(flipped(ordered));
  }

  /** Negative numbers have their bits in falling order; done twice, it is undone. */
  private static long flipped(long bits) {
    return bits ^ ((bits >> (Long.SIZE - 1)) & Long.MAX_VALUE);
  }

  /** Returns the value in its form. */
  static Column encoded(Column value, DataType type) {
    if (type.equals(DataTypes.DateType)) {
      return unix_date(value).cast(DataTypes.LongType);
    }
    if (type.equals(DataTypes.TimestampType)) {
      return Sql.micros(value);
    }
    if (type.equals(DataTypes.BooleanType)) {
      return value.cast(DataTypes.IntegerType).cast(DataTypes.LongType);
    }
    return value.cast(of(type).orElseThrow().type(type));
  }

  /** Returns the value that was encoded. */
  static Column decoded(Column form, DataType type) {
    if (type.equals(DataTypes.DateType)) {
      return date_from_unix_date(form.cast(DataTypes.IntegerType));
    }
    if (type.equals(DataTypes.TimestampType)) {
      return timestamp_micros(form);
    }
    return form.cast(type);
  }
}
