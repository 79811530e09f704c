package io.evenkeel.stage.warehouse;

import io.evenkeel.fault.EvenkeelException;
import io.evenkeel.fault.Fault;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Where a secret is; it prints the place, never what is there. */
public sealed interface SecretPlace {
  /** Returns the secret, read anew. */
  String read();

  /** A variable of the process's environment. */
  record Environment(String name) implements SecretPlace {
    @Override
    public String read() {
      return Optional.ofNullable(System.getenv(name))
          .orElseThrow(() -> missing("The environment variable %s is not set".formatted(name)));
    }
  }

  /** The first line of a file. */
  record FirstLine(Path file) implements SecretPlace {
    @Override
    public String read() {
      try {
        return Files.readString(file).lines().findFirst().orElse("");
      } catch (IOException e) {
        throw missing("The file %s cannot be read".formatted(file)).causedBy(e);
      }
    }
  }

  private static EvenkeelException missing(String problem) {
    return EvenkeelException.of(Fault.USAGE, problem)
        .safe("nothing was read or written")
        .next("set it, or name another place in the settings of the JDBC table");
  }
}
