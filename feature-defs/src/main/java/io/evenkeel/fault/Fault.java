package io.evenkeel.fault;

/**
 * The class of a failure: who must act, and the exit code by which a scheduler tells one class from
 * another. Codes 2 to 30 must not be retried unchanged; 40 may.
 */
public enum Fault {
  /** A command, setting or definition is wrong; the user who wrote it must correct it. */
  USAGE(2, "user"),
  /** A gate held the run back before anything was published; an operator must decide. */
  GATE(10, "operator"),
  /** The predictions are published, but drift is beyond the alert threshold. */
  DRIFT(11, "operator"),
  /** A source table, definition or model breaks the contract between them; its owner must act. */
  CONTRACT(20, "data owner"),
  /** A newer run owns the slot; this one has published nothing and must not be retried. */
  FENCED(30, "nobody"),
  /** Something around the run failed (disk, network, executor); the same command may succeed. */
  RETRYABLE(40, "operator"),
  /** A defect of Evenkeel itself. */
  INTERNAL(1, "the developers of Evenkeel");

  private final int exitCode;
  private final String actor;

  Fault(int exitCode, String actor) {
    this.exitCode = exitCode;
    this.actor = actor;
  }

  /** Returns the exit code of a command that ends with this fault, never 0. */
  public int exitCode() {
    return exitCode;
  }

  /** Returns who must act, as a phrase for a message. */
  public String actor() {
    return actor;
  }
}
