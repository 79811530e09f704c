package io.evenkeel.stage.outcome;

import java.util.Locale;
import java.util.OptionalDouble;

/**
 * Whether one thing has moved since training.
 *
 * @param change current less baseline; empty where it is not known
 * @param sentence for a person
 */
public record Finding(Kind kind, State state, OptionalDouble change, String sentence) {

  /** What may move. */
  public enum Kind {
    /** How often the outcome is positive: label drift. */
    LABEL,
    /** What the inputs say of the outcome: concept drift, seen in how well the model ranks. */
    CONCEPT,
    /** The inputs themselves: covariate drift, from the stored drift reports. */
    COVARIATE;

    /** Returns the word for tables and programs. */
    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** Whether it has. */
  public enum State {
    /** Beyond its threshold and beyond chance. */
    MOVED,
    /** Not beyond them. */
    STEADY,
    /** It could not be told. */
    UNKNOWN;

    /** Returns the word for tables and programs. */
    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** Tells whether it has moved. */
  public boolean moved() {
    return state == State.MOVED;
  }
}
