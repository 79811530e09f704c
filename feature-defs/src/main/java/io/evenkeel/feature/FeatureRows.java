package io.evenkeel.feature;

/**
 * Names of the columns that stand beside the features in a table of feature rows. A feature's name
 * never starts with an underscore, so the two cannot collide.
 *
 * <p>Order of a table of feature rows: {@link #ROW_ID}, {@link #DATE}, {@link #AS_OF}, columns of
 * the spine where some are asked for, the features by name, the label where one is asked for,
 * {@link #BREACHES}, {@link #FLAGS}.
 */
public final class FeatureRows {
  /** String: the spine's row id; null where the spine's is null. */
  public static final String ROW_ID = "_row_id";

  /** Date: by which {@code --date} chose the row. */
  public static final String DATE = "_date";

  /** Timestamp: the prediction moment. */
  public static final String AS_OF = "_as_of";

  /**
   * {@code array<struct<column string, reason string, value string>>}, never null: why this row
   * must not be scored; empty for a row to score. A reason is a {@link Reason#word()}.
   */
  public static final String BREACHES = "_breaches";

  /** As {@link #BREACHES}, for values that are recorded and scored all the same. */
  public static final String FLAGS = "_flags";

  private FeatureRows() {}
}
