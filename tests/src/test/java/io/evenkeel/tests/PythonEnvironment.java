package io.evenkeel.tests;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A Python virtual environment with the pinned packages of {@code tests/python/requirements.txt},
 * made under {@code target} on first use and made again when the pins change.
 */
final class PythonEnvironment {
  private static final long MINUTES = 15;

  private final Path python;

  private PythonEnvironment(Path python) {
    this.python = python;
  }

  /** Returns the environment, installed. */
  static synchronized PythonEnvironment installed() {
    Path requirements = Checkout.root().resolve("tests/python/requirements.txt");
    Path home = Checkout.root().resolve("tests/target/python");
    Path stamp = home.resolve("requirements.txt");
    Path python = home.resolve("bin/python");
    try {
      if (!Files.exists(stamp) || Files.mismatch(stamp, requirements) >= 0) {
        run(List.of("python3", "-m", "venv", "--clear", home.toString()));
        run(
            List.of(
                python.toString(),
                "-m",
                "pip",
                "install",
                "--quiet",
                "--disable-pip-version-check",
                "--requirement",
                requirements.toString()));
        Files.copy(requirements, stamp);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return new PythonEnvironment(python);
  }

  /** Runs a script of {@code tests/python} and returns what it printed to standard output. */
  String run(String script, String... arguments) {
    List<String> command = new ArrayList<>();
    command.add(python.toString());
    command.add(Checkout.root().resolve("tests/python").resolve(script).toString());
    command.addAll(List.of(arguments));
    return run(command);
  }

  private static String run(List<String> command) {
    try {
      Path out = Files.createTempFile("python", ".out");
      Path err = Files.createTempFile("python", ".err");
      Process process =
          new ProcessBuilder(command)
              .redirectOutput(out.toFile())
              .redirectError(err.toFile())
              .start();
      boolean ended = process.waitFor(MINUTES, TimeUnit.MINUTES);
      if (!ended) {
        process.destroyForcibly();
      }
      if (!ended || process.exitValue() != 0) {
        throw new AssertionError(
            "%s %s\n%s".formatted(command, ended ? "failed" : "hung", Files.readString(err)));
      }
      return Files.readString(out);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("Interrupted while waiting for " + command, e);
    }
  }
}
