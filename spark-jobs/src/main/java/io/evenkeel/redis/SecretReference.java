package io.evenkeel.redis;

import io.evenkeel.fault.EvenkeelException;
import io.evenkeel.fault.Fault;
import java.io.IOException;
import java.io.Serializable;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Where a secret is, never the secret: each process that needs it reads it there, so that it is in
 * no setting, log, plan, task or page. Immutable.
 *
 * @param name of an environment variable, or path of a file; empty for {@link Place#NOWHERE}
 */
public record SecretReference(Place place, String name) implements Serializable {
  /** No secret is needed. */
  public static final SecretReference NONE = new SecretReference(Place.NOWHERE, "");

  /** Where a secret may be. */
  public enum Place {
    /** There is none. */
    NOWHERE,
    /** In a variable of the environment of each process that needs it. */
    ENVIRONMENT,
    /** In a file that each process sees; a line end after the secret is not part of it. */
    FILE
  }

  /**
   * Reads the secret.
   *
   * @return empty where none is needed
   * @throws EvenkeelException with fault USAGE, if it is not where it should be
   */
  public Optional<String> read() {
    return switch (place) {
      case NOWHERE -> Optional.empty();
      case ENVIRONMENT ->
          Optional.of(
              Optional.ofNullable(System.getenv(name))
                  .filter(value -> !value.isEmpty())
                  .orElseThrow(() -> missing("it is not set, or empty")));
      case FILE -> Optional.of(fromFile());
    };
  }

  private String fromFile() {
    try {
      String secret = Files.readString(Path.of(name)).stripTrailing();
      if (secret.isEmpty()) {
        throw missing("it is empty");
      }
      return secret;
    } catch (IOException e) {
      throw missing("it cannot be read (" + e.getClass().getSimpleName() + ")");
    }
  }

  private EvenkeelException missing(String found) {
    return EvenkeelException.of(Fault.USAGE, "No secret in %s: %s".formatted(this, found))
        .next("Provide it to every process: the command's, and each executor's.");
  }

  /** Returns the reference, which may be shown. */
  @Override
  public String toString() {
    return switch (place) {
      case NOWHERE -> "nowhere";
      case ENVIRONMENT -> "environment variable " + name;
      case FILE -> "file " + name;
    };
  }
}
