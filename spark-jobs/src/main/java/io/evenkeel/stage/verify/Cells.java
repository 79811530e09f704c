package io.evenkeel.stage.verify;

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The cells of one row, by column: features, the label, and why the row is in breach or flagged.
 *
 * @param values Float, Double, Byte, Integer, Long, Boolean or String; empty for null. Two of them
 *     are equal exactly if their bits are, but for NaN, which equals NaN
 */
record Cells(String rowId, Map<String, Optional<Object>> values) implements Comparable<Cells> {
  Cells {
    values = new TreeMap<>(values);
  }

  /** Puts copies of a row in an order that depends on nothing but their cells. */
  @Override
  public int compareTo(Cells other) {
    return toString().compareTo(other.toString());
  }

  /** Returns a value as text that differs where a bit does. */
  static String text(Optional<Object> value) {
    Object found = value.orElse("null");
    if (found instanceof Float single) {
      return "%s (bits %08x)".formatted(single, Float.floatToIntBits(single));
    }
    return found instanceof Double wide
        ? "%s (bits %016x)".formatted(wide, Double.doubleToLongBits(wide))
        : found.toString();
  }
}
