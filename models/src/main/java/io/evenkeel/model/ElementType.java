package io.evenkeel.model;

import io.evenkeel.feature.FeatureType;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** The type of the elements of an input tensor, and which features such a tensor can carry. */
public enum ElementType {
  /** 16-bit IEEE 754; numbers and bools (0 and 1), rounded to nearest even; missing is NaN. */
  FLOAT16,
  /** 32-bit IEEE 754; numbers and bools (0 and 1), rounded to nearest; missing is NaN. */
  FLOAT32,
  /** 64-bit IEEE 754; numbers and bools (0 and 1); missing is NaN. */
  FLOAT64,
  /** 32-bit signed; whole numbers that fit, and bools; cannot hold a missing value. */
  INT32,
  /** 64-bit signed; whole numbers and bools; cannot hold a missing value. */
  INT64,
  /** True or false; cannot hold a missing value. */
  BOOL,
  /** UTF-8 text; missing is the text that the input declares for it, where it declares one. */
  STRING;

  /** Tells whether a missing value is NaN in such a tensor. */
  public boolean holdsNaN() {
    return this == FLOAT16 || this == FLOAT32 || this == FLOAT64;
  }

  /** Tells whether a feature of {@code type} can be put into such a tensor. */
  public boolean carries(FeatureType type) {
    return switch (type) {
      case FLOAT32, FLOAT64 -> holdsNaN();
      case INT8, INT32 -> holdsNaN() || this == INT32 || this == INT64;
      case INT64 -> holdsNaN() || this == INT64;
      case BOOL -> this != STRING;
      case STRING, CATEGORY -> this == STRING;
    };
  }

  /** Returns the word for this type in metadata, such as {@code float32}. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Returns the type with that word, or empty where there is none. */
  public static Optional<ElementType> ofWord(String word) {
    return Arrays.stream(values()).filter(type -> type.word().equals(word)).findFirst();
  }
}
