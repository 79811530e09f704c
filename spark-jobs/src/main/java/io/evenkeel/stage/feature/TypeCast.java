package io.evenkeel.stage.feature;

import static org.apache.spark.sql.functions.abs;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.when;

import io.evenkeel.feature.FeatureType;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.DecimalType;

/**
 * The one cast from the type in which a value was computed to the type that the model sees. Floats
 * get the nearest value, ties to even. An integer takes only whole numbers in its range; nothing is
 * cut off or wrapped around.
 */
record TypeCast(DataType from, FeatureType to) {

  /** Tells whether any value of the first type can be one of the second. */
  boolean possible() {
    boolean truth = from.equals(DataTypes.BooleanType);
    return switch (to) {
      case FLOAT32, FLOAT64, INT8, INT32, INT64 -> Sql.numeric(from) || truth;
      case BOOL -> truth;
      case STRING, CATEGORY ->
          from.equals(DataTypes.StringType)
              || from.equals(DataTypes.DateType)
              || Sql.integral(from)
              || truth;
    };
  }

  /** Returns what {@link #possible} accepts, for a message. */
  String accepted() {
    return switch (to) {
      case FLOAT32, FLOAT64, INT8, INT32, INT64 -> "a number or a BOOLEAN";
      case BOOL -> "a BOOLEAN";
      case STRING, CATEGORY -> "a STRING, DATE, BOOLEAN or integer";
    };
  }

  /** Returns the value in the model's type; null where it does not fit. */
  Column cast(Column value) {
    return alwaysFits() ? nearest(value) : when(fits(value), nearest(value));
  }

  /** Unspecified where the value does not fit. */
  private Column nearest(Column value) {
    Column exact = from instanceof DecimalType && real() ? value.cast("string") : value;
    return exact.try_cast(DataType.fromDDL(to.sqlType()));
  }

  private boolean alwaysFits() {
    return switch (to) {
      case FLOAT64, BOOL, STRING, CATEGORY -> true;
      // 38 digits stay below the greatest float, 3.4E38.
      case FLOAT32 -> !Sql.floating(from);
      case INT8, INT32, INT64 -> !Sql.numeric(from);
    };
  }

  /** Tells whether a value fits; null where the value is null. */
  Column fits(Column value) {
    if (alwaysFits()) {
      return lit(true);
    }
    return switch (to) {
      case FLOAT32 -> finiteStaysFinite(value);
      case INT8 -> whole(value, 7);
      case INT32 -> whole(value, 31);
      case INT64 -> whole(value, 63);
      case FLOAT64, BOOL, STRING, CATEGORY -> lit(true);
    };
  }

  private boolean real() {
    return to == FeatureType.FLOAT32 || to == FeatureType.FLOAT64;
  }

  private Column finiteStaysFinite(Column value) {
    Column infinite = lit(Double.POSITIVE_INFINITY);
    return not(abs(value).lt(infinite)).or(abs(nearest(value)).lt(infinite));
  }

  private Column whole(Column value, int bits) {
    if (Sql.integral(from) && from.defaultSize() * 8 - 1 <= bits) {
      return lit(true);
    }
    if (!Sql.floating(from)) {
      Column inRange = when(value.isNotNull(), nearest(value).isNotNull());
      return Sql.integral(from) ? inRange : inRange.and(value.mod(lit(1)).equalTo(lit(0)));
    }
    double limit = Math.scalb(1.0, bits);
    return value
        .geq(lit(-limit))
        .and(value.lt(lit(limit)))
        .and(value.mod(lit(1.0)).equalTo(lit(0.0)));
  }
}
