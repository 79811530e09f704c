package io.evenkeel.tests;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** What a program said, on both of its outputs, and how it ended. */
record Finished(int exitCode, String output) {
  private static final long MINUTES = 10;

  /**
   * Runs a program to its end.
   *
   * @param log where what it says goes
   * @param environment variables beside those of this process
   */
  static Finished of(Path log, List<String> command, Map<String, String> environment) {
    try {
      Process process = start(log, command, environment);
      if (!process.waitFor(MINUTES, TimeUnit.MINUTES)) {
        process.destroyForcibly();
        throw new AssertionError(command.get(0) + " hung:\n" + Files.readString(log));
      }
      return new Finished(process.exitValue(), Files.readString(log));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("Interrupted while waiting for " + command.get(0), e);
    }
  }

  /** Starts a program; what it says goes to a file. */
  static Process start(Path log, List<String> command, Map<String, String> environment)
      throws IOException {
    ProcessBuilder builder =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile());
    builder.environment().putAll(environment);
    return builder.start();
  }

  /** Returns what it said, of a program that ended well. */
  String successful() {
    if (exitCode != 0) {
      throw new AssertionError("Exit code %d:\n%s".formatted(exitCode, output));
    }
    return output;
  }
}
