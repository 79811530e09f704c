package io.evenkeel.feature.oracle;

import io.evenkeel.feature.FeatureType;
import java.math.BigDecimal;
import java.util.Optional;

/** The one cast from a wide value to the type that the model sees. */
final class TypedValue {
  private TypedValue() {}

  /**
   * Returns the value as Float, Double, Byte, Integer, Long, Boolean or String; empty where it does
   * not fit.
   *
   * @param wide as {@link Values#wide} returns it
   */
  static Optional<Object> of(Object wide, FeatureType type) {
    Object value = wide instanceof Boolean truth && type.numeric() ? (truth ? 1L : 0L) : wide;
    return switch (type) {
      case FLOAT32 -> single((Number) value);
      case FLOAT64 -> Optional.of(((Number) value).doubleValue());
      case INT8 -> whole(value, Byte.MIN_VALUE, Byte.MAX_VALUE).map(Long::byteValue);
      case INT32 -> whole(value, Integer.MIN_VALUE, Integer.MAX_VALUE).map(Long::intValue);
      case INT64 -> whole(value, Long.MIN_VALUE, Long.MAX_VALUE).map(number -> number);
      case BOOL -> Optional.of((Boolean) value);
      case STRING, CATEGORY -> Optional.of(String.valueOf(value));
    };
  }

  /** Returns the value of a fill's text. */
  static Object ofText(String text, FeatureType type) {
    return switch (type) {
      case FLOAT32 -> Float.valueOf(text);
      case FLOAT64 -> Double.valueOf(text);
      case INT8 -> Byte.valueOf(text);
      case INT32 -> Integer.valueOf(text);
      case INT64 -> Long.valueOf(text);
      case BOOL -> Boolean.valueOf(text);
      case STRING, CATEGORY -> text;
    };
  }

  /** One rounding: a decimal goes to float without being a double on the way. */
  private static Optional<Object> single(Number value) {
    float single = value.floatValue();
    boolean lost = Float.isInfinite(single) && Double.isFinite(value.doubleValue());
    return lost ? Optional.empty() : Optional.of(single);
  }

  private static Optional<Long> whole(Object value, long least, long greatest) {
    if (value instanceof Double number && !Double.isFinite(number)) {
      return Optional.empty();
    }
    BigDecimal exact =
        value instanceof Double number ? new BigDecimal(number) : Values.exact(value);
    boolean fits =
        exact.stripTrailingZeros().scale() <= 0
            && exact.compareTo(BigDecimal.valueOf(least)) >= 0
            && exact.compareTo(BigDecimal.valueOf(greatest)) <= 0;
    return fits ? Optional.of(exact.longValueExact()) : Optional.empty();
  }
}
