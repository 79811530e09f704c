package io.evenkeel.feature.oracle;

import java.math.BigDecimal;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** One Java value for each SQL value, and SQL's order of them. */
final class Values {
  /** Null before all else, then the order of {@link #compare}. */
  private static final Comparator<Optional<Object>> NULLS_FIRST =
      (a, b) ->
          a.isEmpty() || b.isEmpty()
              ? Boolean.compare(a.isPresent(), b.isPresent())
              : compare(a.get(), b.get());

  private Values() {}

  /** Returns every integer as Long and Float as Double, which holds the same number. */
  static Object wide(Object value) {
    if (value instanceof Byte || value instanceof Short || value instanceof Integer) {
      return ((Number) value).longValue();
    }
    return value instanceof Float single ? (Object) single.doubleValue() : value;
  }

  /**
   * Returns the value such that equal SQL values of one type are equal Java objects: wide, with one
   * zero and one NaN. Decimals are left as they are: those of one SQL type have one scale.
   */
  static Object canonical(Object value) {
    Object wide = wide(value);
    if (wide instanceof Double number) {
      return number == 0 ? 0.0 : number.isNaN() ? Double.NaN : number;
    }
    return wide;
  }

  /** Returns the map with canonical values. */
  static Map<String, Object> canonical(Map<String, Object> values) {
    return values.entrySet().stream()
        .collect(Collectors.toMap(Map.Entry::getKey, entry -> canonical(entry.getValue())));
  }

  /** Returns the list with canonical values. */
  static List<Optional<Object>> canonical(List<Optional<Object>> values) {
    return values.stream().map(value -> value.map(Values::canonical)).toList();
  }

  /** Tells whether a wide value is NaN. */
  static boolean isNan(Object value) {
    return value instanceof Double wide && Double.isNaN(wide);
  }

  /**
   * Compares two canonical values as SQL does: NaN is greatest, text goes by code point, an integer
   * or decimal meets a double as a double.
   *
   * @throws IllegalArgumentException if they have no common order
   */
  static int compare(Object a, Object b) {
    if (a instanceof Number x && b instanceof Number y) {
      return a instanceof Double || b instanceof Double
          ? Double.compare(x.doubleValue(), y.doubleValue())
          : exact(a).compareTo(exact(b));
    }
    if (a instanceof String x && b instanceof String y) {
      return compareText(x, y);
    }
    if (a instanceof Comparable<?> && a.getClass() == b.getClass()) {
      @SuppressWarnings("unchecked") // Both are of one class, which is comparable to itself.
      Comparable<Object> comparable = (Comparable<Object>) a;
      return comparable.compareTo(b);
    }
    throw new IllegalArgumentException(
        "%s and %s have no common order".formatted(a.getClass(), b.getClass()));
  }

  /** Compares two lists of the same length, nulls first. */
  static int compareAll(List<Optional<Object>> a, List<Optional<Object>> b) {
    for (int i = 0; i < Math.min(a.size(), b.size()); i++) {
      int compared = NULLS_FIRST.compare(a.get(i), b.get(i));
      if (compared != 0) {
        return compared;
      }
    }
    return Integer.compare(a.size(), b.size());
  }

  /** Returns a Long or BigDecimal as a decimal. */
  static BigDecimal exact(Object value) {
    return value instanceof BigDecimal decimal ? decimal : BigDecimal.valueOf((Long) value);
  }

  /** Bytes of UTF-8 sort as code points do, UTF-16 units do not. */
  private static int compareText(String a, String b) {
    int[] left = a.codePoints().toArray();
    int[] right = b.codePoints().toArray();
    return Arrays.compare(left, right);
  }
}
