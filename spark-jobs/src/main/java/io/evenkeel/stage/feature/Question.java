package io.evenkeel.stage.feature;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.expr;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.when;

import io.evenkeel.feature.Aggregate.Comparison;
import java.util.Optional;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;

/**
 * An aggregate that a column of the definition asks of a group.
 *
 * @param name the feature or label
 * @param events how many events are in the window, over the group's folds
 * @param outcome over the group's folds and picks
 * @param empty value of a window with no event
 * @param type of outcome and empty value
 * @param comparison what is made of the value in the end
 */
record Question(
    String name,
    WindowGroup group,
    Column events,
    Outcome outcome,
    Column empty,
    DataType type,
    Optional<Comparison> comparison) {

  /** Returns the type of {@link #onSpine}. */
  DataType computed() {
    return comparison.isPresent() ? DataTypes.BooleanType : type;
  }

  /** Returns the value of a query that was answered, called {@link Names#raw}; null if defect. */
  Column answer() {
    Column sound = when(outcome.defect().isNull(), outcome.value().cast(type));
    return when(events.equalTo(lit(0L)), empty).otherwise(sound).as(Names.raw(name));
  }

  /** Returns the defect of a query that was answered, called {@link Names#defect}. */
  Column defect() {
    return when(events.gt(lit(0L)), outcome.defect()).as(Names.defect(name));
  }

  /** Returns the value of a spine row, whether or not its query was answered. */
  Column onSpine() {
    Column value = when(col(Names.HIT).isNull(), empty).otherwise(col(Names.raw(name)));
    return comparison.map(c -> compare(value, c)).orElse(value);
  }

  private static Column compare(Column value, Comparison comparison) {
    Column literal = expr(comparison.literal());
    return switch (comparison.operator()) {
      case "=" -> value.equalTo(literal);
      case "<>" -> value.notEqual(literal);
      case "<" -> value.lt(literal);
      case "<=" -> value.leq(literal);
      case ">" -> value.gt(literal);
      case ">=" -> value.geq(literal);
      default ->
          throw new IllegalArgumentException(
              "The operator '%s' is unknown; possible are = <> < <= > >="
                  .formatted(comparison.operator()));
    };
  }
}
