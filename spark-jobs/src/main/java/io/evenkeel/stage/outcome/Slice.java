package io.evenkeel.stage.outcome;

/**
 * The rows that figures are about.
 *
 * @param key column by which rows are grouped; empty for all rows
 * @param value the group's value; empty for all rows
 */
public record Slice(String key, String value) {
  /** All rows. */
  public static final Slice ALL = new Slice("", "");

  /** The key of groups that are tenths of the score; no column has that name. */
  public static final String SCORE = "_score";

  /** What stands for a missing value. */
  public static final String MISSING = "(missing)";
}
