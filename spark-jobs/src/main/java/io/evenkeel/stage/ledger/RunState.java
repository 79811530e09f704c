package io.evenkeel.stage.ledger;

import java.util.EnumSet;
import java.util.Set;

/** How far a generation has come. */
public enum RunState {
  /** The generation is this run's. */
  CLAIMED,
  /** Every row has an outcome, and all outcomes are in the staging area. */
  STAGED,
  /** What is staged was counted and passed the gates. */
  AUDITED,
  /** The predictions table's commit was read back. */
  PUBLISHED,
  /** The cache serves this generation. */
  CACHED,
  /** Nothing is left to do. */
  DONE,
  /** A newer generation was claimed, so this one must not go on. */
  FENCED,
  /** The run stopped by an error or a gate. */
  FAILED,
  /** An operator took this generation back. */
  ROLLED_BACK;

  /** Tells whether the run goes on after this state. */
  public boolean open() {
    return compareTo(CACHED) <= 0;
  }

  /** Tells whether this state says that the run achieved something, and so needs a valid claim. */
  boolean advances() {
    return compareTo(DONE) <= 0;
  }

  /** Tells whether {@code state} may follow this one. */
  public boolean mayBecome(RunState state) {
    return next().contains(state);
  }

  /** Returns the states that may follow this one. */
  Set<RunState> next() {
    return switch (this) {
      case CLAIMED -> EnumSet.of(STAGED, FENCED, FAILED);
      case STAGED -> EnumSet.of(AUDITED, FENCED, FAILED);
      case AUDITED -> EnumSet.of(PUBLISHED, FENCED, FAILED);
      case PUBLISHED -> EnumSet.of(CACHED, DONE, FENCED, FAILED, ROLLED_BACK);
      case CACHED -> EnumSet.of(DONE, FENCED, FAILED, ROLLED_BACK);
      case DONE -> EnumSet.of(ROLLED_BACK);
      case FENCED, FAILED, ROLLED_BACK -> EnumSet.noneOf(RunState.class);
    };
  }
}
