package io.evenkeel.stage.feature;

import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.when;

import java.math.BigDecimal;
import java.util.Optional;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.DecimalType;

/**
 * The argument of an aggregate over one event. Not thread-safe, as {@link EventView} is not.
 *
 * @param meaning text that is the same only for the same argument
 * @param value one zero, one NaN; NaN is null where the column's policy says so
 * @param scale digits to which a floating-point value is rounded before it is added
 */
record Argument(
    EventView events, String meaning, Column value, DataType type, Optional<Integer> scale) {

  /** Digits of a floating-point argument as a decimal: sums of 10^10 of them fit 38 digits. */
  private static final int ROUNDED_DIGITS = 28;

  /** Returns the argument, which {@code typed} was resolved to. */
  static Argument of(
      EventView events, String sql, Typed typed, boolean nanIsNull, Optional<Integer> scale) {
    Column value = Sql.canonical(typed.column(), typed.type());
    if (nanIsNull && Sql.floating(typed.type())) {
      value = when(functions.not(functions.isnan(value)), value);
    }
    return new Argument(events, sql + "|nan null " + nanIsNull, value, typed.type(), scale);
  }

  /** Returns the events' column of the value itself. */
  String plain() {
    return events.value(meaning, value);
  }

  /** Returns the events' column that is 1 where the value is true, null elsewhere. */
  String holds() {
    return events.value(meaning + "|holds", when(value, lit(1)));
  }

  /** Returns the type of {@link #exact}: BIGINT or a decimal. */
  DataType exactType() {
    if (Sql.floating(type)) {
      return new DecimalType(ROUNDED_DIGITS, scale.orElse(0));
    }
    if (type.equals(DataTypes.LongType)) {
      return new DecimalType(20, 0);
    }
    return Sql.integral(type) ? DataTypes.LongType : type;
  }

  /**
   * Returns the events' column of the value as a number that adds up without error; null for NaN
   * and infinities, and for what does not fit.
   */
  String exact() {
    if (exactType().equals(DataTypes.LongType)) {
      // The sum of integers is a BIGINT as they are.
      return plain();
    }
    return events.value(meaning + "|exact " + scale, exactColumn());
  }

  private Column exactColumn() {
    // Spark rounds the shortest decimal text of a double half-up, as BigDecimal.valueOf does.
    return Sql.floating(type)
        ? when(special().equalTo(lit(0.0)), value.cast(DataTypes.DoubleType).try_cast(exactType()))
        : value.cast(exactType());
  }

  /** Returns the events' column of NaN and infinities; 0 for other values. */
  String specials() {
    return events.value(meaning + "|special", special());
  }

  private Column special() {
    Column wide = value.cast(DataTypes.DoubleType);
    Column finite = functions.abs(wide).lt(lit(Double.POSITIVE_INFINITY));
    return when(finite, lit(0.0)).when(value.isNotNull(), wide);
  }

  /** Returns the events' column that is 1 where a finite value has too many digits. */
  String misfits() {
    return events.value(
        meaning + "|misfit " + scale,
        when(special().equalTo(lit(0.0)).and(exactColumn().isNull()), lit(1)));
  }

  /** Returns digits after the point of {@link #exact}. */
  int exactScale() {
    return exactType() instanceof DecimalType decimal ? decimal.scale() : 0;
  }

  /** Returns the events' column of {@link #exact} in units of its last digit. */
  String units() {
    return events.value(meaning + "|units " + scale, unitsColumn());
  }

  private Column unitsColumn() {
    Column power = lit(BigDecimal.TEN.pow(exactScale()));
    return functions
        .try_multiply(exactColumn().cast(new DecimalType(38, exactScale())), power)
        .try_cast(new DecimalType(38, 0));
  }

  /** Returns the events' column of the square of {@link #units}; null where it has no 38 digits. */
  String squares() {
    return events.value(
        meaning + "|squares " + scale, functions.try_multiply(unitsColumn(), unitsColumn()));
  }
}
