package io.evenkeel.model.trees;

/** A model is left to the runtime. The message tells why, as the end of a sentence. */
public final class NotTakenException extends Exception {
  private static final long serialVersionUID = 1;

  NotTakenException(String reason) {
    super(reason);
  }

  /** Returns the reason. */
  public String reason() {
    return String.valueOf(getMessage());
  }
}
