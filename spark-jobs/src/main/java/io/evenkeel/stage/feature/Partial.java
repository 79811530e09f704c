package io.evenkeel.stage.feature;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.when;

import org.apache.spark.sql.Column;
import org.apache.spark.sql.functions;

/**
 * A fold over the events of one window whose result does not depend on their order, from which
 * aggregates are finished. Parts of a window can be folded apart and merged.
 *
 * @param name column of the result
 * @param fold how values are folded; nulls are passed over
 * @param value column of the events; {@link #EVERY_EVENT} to count events
 * @param window number of the window in its group
 */
record Partial(String name, Fold fold, String value, int window) {
  /** In place of a value: one for each event. */
  static final String EVERY_EVENT = "*";

  /** The folds. */
  enum Fold {
    COUNT,
    COUNT_DISTINCT,
    SUM,
    /** A sum of decimals that is null where it has too many digits. */
    TRY_SUM,
    MIN,
    MAX
  }

  /** Returns the fold over the events that meet {@code inWindow}. */
  Column over(Column inWindow) {
    Column folded = when(inWindow, value.equals(EVERY_EVENT) ? lit(1) : col(value));
    Column result =
        switch (fold) {
          case COUNT -> functions.count(folded);
          case COUNT_DISTINCT -> functions.count_distinct(folded);
          case SUM -> functions.sum(folded);
          case TRY_SUM -> Sql.sumOrNull(folded);
          case MIN -> functions.min(folded);
          case MAX -> functions.max(folded);
        };
    return result.as(name);
  }
}
