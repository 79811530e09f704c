package io.evenkeel.job.begin;

import java.util.List;

/**
 * What a table's column holds.
 *
 * @param name the column's name
 * @param type Spark's simple name of its type, such as {@code int}, {@code decimal(9,2)}
 * @param rows rows of the table
 * @param nulls of these, how many are null
 * @param distinct about how many values there are (HyperLogLog++, within 5% nearly always)
 * @param least the least number; 0 for other types
 * @param greatest the greatest number; 0 for other types
 * @param words the values of a text with few of them, in order; else empty
 */
record ColumnProfile(
    String name,
    String type,
    long rows,
    long nulls,
    long distinct,
    double least,
    double greatest,
    List<String> words) {
  ColumnProfile {
    words = List.copyOf(words);
  }

  boolean number() {
    return number(type);
  }

  /** Returns whether values of a type are numbers. */
  static boolean number(String type) {
    return type.matches("tinyint|smallint|int|bigint|float|double|decimal.*");
  }

  /** Returns the same column with the values of a text. */
  ColumnProfile with(List<String> values) {
    return new ColumnProfile(name, type, rows, nulls, distinct, least, greatest, values);
  }

  boolean text() {
    return type.equals("string");
  }

  boolean truth() {
    return type.equals("boolean");
  }

  boolean moment() {
    return type.equals("date") || type.startsWith("timestamp");
  }

  /** Returns the share of nulls in percent, for a comment. */
  double percentNull() {
    return rows == 0 ? 0 : 100.0 * nulls / rows;
  }
}
