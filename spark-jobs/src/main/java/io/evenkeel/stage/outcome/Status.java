package io.evenkeel.stage.outcome;

/** Whether a figure has a value; where it has none, why. */
public enum Status {
  /** It has a value. */
  OK,
  /** There is no row to measure: none at all, or none of those that the figure is a share of. */
  EMPTY,
  /** The rows are all of one class, and the figure needs both. */
  ONE_CLASS,
  /** The group has fewer rows than it takes to judge it. */
  TOO_FEW,
  /** A score is outside [0, 1] or not finite, and the figure needs a probability or a number. */
  OUT_OF_RANGE
}
