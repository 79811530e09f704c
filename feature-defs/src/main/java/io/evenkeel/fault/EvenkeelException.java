package io.evenkeel.fault;

import java.util.List;
import java.util.Optional;

/**
 * A failure told to a person: everything found wrong at once, what is still safe, and the next
 * command. Messages name what was found and what is possible. Immutable but for what {@link
 * Throwable} itself allows.
 */
public final class EvenkeelException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final Fault fault;
  private final transient List<String> problems;
  private final String safe;
  private final String next;

  private EvenkeelException(
      Fault fault, List<String> problems, String safe, String next, Optional<Throwable> cause) {
    super(String.join("\n", problems), cause.orElse(null));
    if (problems.isEmpty()) {
      throw new IllegalArgumentException("A failure names at least one problem");
    }
    this.fault = fault;
    this.problems = List.copyOf(problems);
    this.safe = safe;
    this.next = next;
  }

  /** Returns a failure with one problem. */
  public static EvenkeelException of(Fault fault, String problem) {
    return new EvenkeelException(fault, List.of(problem), "", "", Optional.empty());
  }

  /**
   * Returns a failure with all problems found.
   *
   * @param problems at least one
   */
  public static EvenkeelException of(Fault fault, List<String> problems) {
    return new EvenkeelException(fault, problems, "", "", Optional.empty());
  }

  /** Returns this failure with a sentence on what is untouched and still safe to use. */
  public EvenkeelException safe(String sentence) {
    return new EvenkeelException(fault, problems, sentence, next, Optional.ofNullable(getCause()));
  }

  /** Returns this failure with the command, or the action, to take next. */
  public EvenkeelException next(String command) {
    return new EvenkeelException(fault, problems, safe, command, Optional.ofNullable(getCause()));
  }

  /** Returns this failure with the foreign exception that led to it. */
  public EvenkeelException causedBy(Throwable cause) {
    return new EvenkeelException(fault, problems, safe, next, Optional.of(cause));
  }

  /** Returns the class of this failure. */
  public Fault fault() {
    return fault;
  }

  /** Returns every problem found, at least one, in the order in which they were found. */
  public List<String> problems() {
    return problems;
  }

  /** Returns what is still safe, or an empty string where nothing could have been harmed. */
  public String safe() {
    return safe;
  }

  /** Returns the next command or action, or an empty string where there is none. */
  public String next() {
    return next;
  }
}
