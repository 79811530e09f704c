package io.evenkeel.feature;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** The type of a feature as the model sees it, with the SQL type that holds it in tables. */
public enum FeatureType {
  /** 32-bit IEEE 754. */
  FLOAT32("FLOAT"),
  /** 64-bit IEEE 754. */
  FLOAT64("DOUBLE"),
  /** 8-bit signed integer. */
  INT8("TINYINT"),
  /** 32-bit signed integer. */
  INT32("INT"),
  /** 64-bit signed integer. */
  INT64("BIGINT"),
  /** True or false. */
  BOOL("BOOLEAN"),
  /** Text of any value. */
  STRING("STRING"),
  /** Text out of declared values. */
  CATEGORY("STRING");

  private final String sqlType;

  FeatureType(String sqlType) {
    this.sqlType = sqlType;
  }

  /** Returns the Spark SQL type that holds this feature in a table. */
  public String sqlType() {
    return sqlType;
  }

  /** Tells whether values have an order and a distance; false for bool, string and category. */
  public boolean numeric() {
    return this != BOOL && this != STRING && this != CATEGORY;
  }

  /** Returns the word for this type in a definition, such as {@code float32}. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Returns the type with that word, or empty where there is none. */
  public static Optional<FeatureType> ofWord(String word) {
    return Arrays.stream(values()).filter(type -> type.word().equals(word)).findFirst();
  }
}
