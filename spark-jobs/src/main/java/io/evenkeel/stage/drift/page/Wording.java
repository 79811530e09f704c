package io.evenkeel.stage.drift.page;

import io.evenkeel.stage.drift.FeatureDrift;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Locale;
import java.util.OptionalDouble;

/** Numbers and states as a reader sees them; the same in every locale. */
final class Wording {
  /** What stands where there is no number. */
  static final String NONE = "\u2013";

  private static final String MINUS = "\u2212";

  private Wording() {}

  /**
   * Returns a measured value with its whole part and at least three significant digits, such as
   * 0.0312, 12.4 or 12,431.
   */
  static String value(double value) {
    if (Double.isInfinite(value)) {
      return value > 0 ? "\u221e" : MINUS + "\u221e";
    }
    double size = Math.abs(value);
    if (size != 0 && (size < 1e-4 || size >= 1e9)) {
      return signed(String.format(Locale.ROOT, "%.2e", value));
    }
    int decimals =
        size >= 100 ? 0 : size >= 10 ? 1 : size >= 1 ? 2 : size >= .1 ? 3 : size >= .01 ? 4 : 5;
    BigDecimal rounded =
        new BigDecimal(value).setScale(decimals, RoundingMode.HALF_EVEN).stripTrailingZeros();
    return signed(String.format(Locale.ROOT, "%,." + Math.max(rounded.scale(), 0) + "f", rounded));
  }

  /** Returns a count, such as 110,215. */
  static String count(long count) {
    return String.format(Locale.ROOT, "%,d", count);
  }

  /** Returns an index or distance with three decimals. */
  static String index(double index) {
    return String.format(Locale.ROOT, "%.3f", index);
  }

  /** Returns an index or distance with three decimals, or a dash. */
  static String index(OptionalDouble index) {
    return index.isPresent() ? index(index.getAsDouble()) : NONE;
  }

  /** Returns a share as a percentage with one decimal. */
  static String percent(double share) {
    return String.format(Locale.ROOT, "%.1f%%", 100 * share);
  }

  /** Returns a change of a share in percentage points, with its sign. */
  static String points(double change) {
    String points = String.format(Locale.ROOT, "%+.1f", 100 * change);
    return points.matches("[+-]0\\.0") ? "0" : signed(points);
  }

  /** Returns bounds with three decimals, once where they agree. */
  static String bounds(double lo, double hi) {
    return index(lo).equals(index(hi)) ? index(lo) : index(lo) + "\u2013" + index(hi);
  }

  /** Returns a change with three decimals and its sign. */
  static String change(double change) {
    String text = String.format(Locale.ROOT, "%+.3f", change);
    return text.matches("[+-]0\\.000") ? "0" : signed(text);
  }

  /** Returns a probability. */
  static String probability(OptionalDouble p) {
    if (p.isEmpty()) {
      return NONE;
    }
    double value = p.getAsDouble();
    if (value < 1e-99) {
      return "< 1e\u221299";
    }
    return value < .001
        ? String.format(Locale.ROOT, "%.0e", value).replace('-', MINUS.charAt(0))
        : String.format(Locale.ROOT, "%.3f", value);
  }

  /** Returns the text, shortened to so many characters where it is longer. */
  static String shortened(String text, int limit) {
    return text.length() <= limit ? text : text.substring(0, limit - 1) + "\u2026";
  }

  /** Returns what is said of a feature's state, in a word or two. */
  static String state(FeatureDrift feature) {
    return switch (feature.status()) {
      case MISSING_FEATURE -> "missing";
      case NEW_FEATURE -> "new";
      case EMPTY -> "no rows";
      case TOO_FEW -> "too few rows";
      case OK, ALL_NULL ->
          switch (feature.severity()) {
            case MAJOR -> "moved far";
            case MODERATE -> "moved";
            case NEGLIGIBLE -> "negligible";
            case NONE -> "steady";
          };
    };
  }

  /** Returns the class by which the style sheet sets that state. */
  static String stateClass(FeatureDrift feature) {
    return "state " + feature.severity().word();
  }

  private static String signed(String number) {
    return number.startsWith("-") ? MINUS + number.substring(1) : number;
  }
}
