package io.evenkeel.feature.language;

import io.evenkeel.feature.FeatureType;
import java.math.BigDecimal;
import java.util.Optional;

/** Values that a definition writes down, checked against the type they stand in for. */
final class Literals {
  private Literals() {}

  /** Returns the number, or empty where the text is none; {@code NaN} and infinities are none. */
  static Optional<BigDecimal> number(String text) {
    if (text.length() > 100
        || !text.strip().matches("[+-]?(\\d+(\\.\\d*)?|\\.\\d+)([eE][+-]?\\d{1,3})?")) {
      return Optional.empty();
    }
    return Optional.of(new BigDecimal(text.strip()));
  }

  /** Tells whether the text is a value of the type, within its bounds. */
  static boolean fits(FeatureType type, String text) {
    return switch (type) {
      case FLOAT32 -> number(text).filter(n -> Float.isFinite(n.floatValue())).isPresent();
      case FLOAT64 -> number(text).filter(n -> Double.isFinite(n.doubleValue())).isPresent();
      case INT8 -> whole(text, Byte.MIN_VALUE, Byte.MAX_VALUE);
      case INT32 -> whole(text, Integer.MIN_VALUE, Integer.MAX_VALUE);
      case INT64 -> whole(text, Long.MIN_VALUE, Long.MAX_VALUE);
      case BOOL -> text.strip().equals("true") || text.strip().equals("false");
      case STRING, CATEGORY -> true;
    };
  }

  /**
   * Returns a value that {@link #fits} the type as text without a choice: trimmed, {@code 1.0} as
   * 1.
   */
  static String canonical(FeatureType type, String text) {
    return switch (type) {
      case INT8, INT32, INT64 -> number(text).map(n -> n.toBigInteger().toString()).orElse(text);
      case FLOAT32, FLOAT64, BOOL -> text.strip();
      case STRING, CATEGORY -> text;
    };
  }

  /** Returns what a value of the type looks like, for messages. */
  static String possible(FeatureType type) {
    return switch (type) {
      case FLOAT32, FLOAT64 -> "a number that fits %s".formatted(type.word());
      case INT8, INT32, INT64 -> "a whole number that fits %s".formatted(type.word());
      case BOOL -> "true or false";
      case STRING, CATEGORY -> "a text";
    };
  }

  /** Returns the text as a quoted SQL literal. */
  static String quoted(String text) {
    return "'" + text.replace("\\", "\\\\").replace("'", "\\'") + "'";
  }

  private static boolean whole(String text, long least, long greatest) {
    return number(text)
        .filter(n -> n.stripTrailingZeros().scale() <= 0)
        .filter(n -> n.compareTo(BigDecimal.valueOf(least)) >= 0)
        .filter(n -> n.compareTo(BigDecimal.valueOf(greatest)) <= 0)
        .isPresent();
  }
}
