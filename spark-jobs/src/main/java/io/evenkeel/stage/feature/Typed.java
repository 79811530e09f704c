package io.evenkeel.stage.feature;

import org.apache.spark.sql.Column;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;

/** A SQL expression of a definition that was resolved against a table. */
record Typed(Column column, DataType type) {
  /** Stands for an expression with a problem, so that the search for further ones goes on. */
  static Typed broken() {
    return new Typed(functions.lit(null), DataTypes.NullType);
  }

  /** Tells whether the expression had a problem, which has been noted. */
  boolean isBroken() {
    return type.equals(DataTypes.NullType);
  }
}
