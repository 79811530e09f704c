package io.evenkeel.profile;

import java.io.Serializable;

/**
 * Rows that have one value in common.
 *
 * @param key the column; empty for all rows
 * @param value its value as text; empty for all rows
 */
public record Slice(String key, String value) implements Serializable {
  /** All rows. */
  public static final Slice ALL = new Slice("", "");

  /** What stands for the value of rows that have none. */
  public static final String MISSING = "(missing)";

  /** Returns {@code carrier = HA}. */
  @Override
  public String toString() {
    return key + " = " + value;
  }
}
