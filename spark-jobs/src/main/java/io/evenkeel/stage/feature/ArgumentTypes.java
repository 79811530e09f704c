package io.evenkeel.stage.feature;

import io.evenkeel.feature.Aggregate;
import java.util.Locale;
import org.apache.spark.sql.catalyst.expressions.RowOrdering;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;

/** Which types each aggregate takes. */
final class ArgumentTypes {
  private ArgumentTypes() {}

  /** Tells whether values of a type have an order. */
  static boolean ordered(DataType type) {
    return RowOrdering.isOrderable(type);
  }

  /** Tells whether an aggregate takes an argument of that type; notes what is wrong if not. */
  static boolean check(String setting, Aggregate aggregate, DataType type, Resolver resolver) {
    return switch (aggregate.function()) {
      case COUNT -> true;
      case SHARE ->
          require(
              type.equals(DataTypes.BooleanType), setting, aggregate, type, "a BOOLEAN", resolver);
      case COUNT_DISTINCT, MIN, MAX, FIRST, LAST ->
          require(ordered(type), setting, aggregate, type, "a type with an order", resolver);
      case SUM, AVG, STDDEV ->
          require(Sql.numeric(type), setting, aggregate, type, "a number", resolver)
              && require(
                  !Sql.floating(type) || aggregate.scale().isPresent(),
                  setting,
                  aggregate,
                  type,
                  "an integer or a decimal, or a floating-point number together with scale = <digits>,"
                      + " because floating-point sums depend on their order",
                  resolver);
    };
  }

  private static boolean require(
      boolean met,
      String setting,
      Aggregate aggregate,
      DataType type,
      String possible,
      Resolver resolver) {
    if (!met) {
      resolver.problem(
          setting,
          "is %s(%s), whose argument is of type %s; possible is %s"
              .formatted(
                  aggregate.function().name().toLowerCase(Locale.ROOT),
                  aggregate.argument(),
                  type.sql(),
                  possible));
    }
    return met;
  }
}
