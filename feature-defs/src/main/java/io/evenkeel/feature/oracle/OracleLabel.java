package io.evenkeel.feature.oracle;

import io.evenkeel.feature.Reason;

/** The label of a spine row at an export's cut-off. */
public sealed interface OracleLabel {
  /**
   * A label to learn.
   *
   * @param value of the Java type that the label's type says
   */
  record Known(Object value) implements OracleLabel {}

  /** No event, or none with a value, and no {@code empty} value: the row is left out. */
  record Missing() implements OracleLabel {}

  /** Late events may still arrive: the row is left out, whatever is known. */
  record Immature() implements OracleLabel {}

  /** There are events, but no value to trust. */
  record Refused(Reason reason) implements OracleLabel {}
}
