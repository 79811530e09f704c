package io.evenkeel.tests;

import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.StreamSupport;

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

  /** Returns the environment of {@code tests/python}, installed. */
  static PythonEnvironment installed() {
    return installed("python", Checkout.root().resolve("tests/python/requirements.txt"));
  }

  /**
   * Returns an environment with the packages of a requirements file, which may include others of
   * its folder. Test JVMs that ask at once wait for the one that installs.
   *
   * @param name its folder under {@code tests/target}
   */
  static synchronized PythonEnvironment installed(String name, Path requirements) {
    Path home = Checkout.root().resolve("tests/target").resolve(name);
    Path stamp = home.resolve("requirements.stamp");
    Path python = home.resolve("bin/python");
    try (FileChannel channel = FileChannel.open(lock(home), CREATE, WRITE);
        FileLock held = channel.lock()) {
      assert held.isValid();
      String wanted = pins(requirements);
      if (!Files.exists(stamp) || !Files.readString(stamp).equals(wanted)) {
        Path here = Checkout.root();
        run(here, List.of("python3", "-m", "venv", "--clear", home.toString()));
        run(
            here,
            List.of(
                python.toString(),
                "-m",
                "pip",
                "install",
                "--quiet",
                "--disable-pip-version-check",
                "--requirement",
                requirements.toString()));
        Files.writeString(stamp, wanted);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return new PythonEnvironment(python);
  }

  private static Path lock(Path home) throws IOException {
    Files.createDirectories(home.getParent());
    return home.resolveSibling(home.getFileName() + ".lock");
  }

  private static String pins(Path requirements) throws IOException {
    StringBuilder pins = new StringBuilder();
    try (DirectoryStream<Path> files =
        Files.newDirectoryStream(requirements.toAbsolutePath().getParent(), "requirements*.txt")) {
      for (Path file : StreamSupport.stream(files.spliterator(), false).sorted().toList()) {
        pins.append(Files.readString(file));
      }
    }
    return pins.toString();
  }

  /** Runs a script of {@code tests/python} and returns what it printed to standard output. */
  String run(String script, String... arguments) {
    List<String> command = new ArrayList<>();
    command.add(Checkout.root().resolve("tests/python").resolve(script).toString());
    command.addAll(List.of(arguments));
    return in(Checkout.root(), command.toArray(String[]::new));
  }

  /** Starts a script of {@code tests/python}; what it says goes to a file. */
  Process start(Path log, String script) throws IOException {
    Path program = Checkout.root().resolve("tests/python").resolve(script);
    return Finished.start(log, List.of(python.toString(), program.toString()), Map.of());
  }

  /** Runs {@code python} with some arguments in a folder and returns its standard output. */
  String in(Path folder, String... arguments) {
    List<String> command = new ArrayList<>(List.of(python.toString()));
    command.addAll(List.of(arguments));
    return run(folder, command);
  }

  private static String run(Path folder, List<String> command) {
    try {
      Path out = Files.createTempFile("python", ".out");
      Path err = Files.createTempFile("python", ".err");
      Process process =
          new ProcessBuilder(command)
              .directory(folder.toFile())
              .redirectOutput(out.toFile())
              .redirectError(err.toFile())
              .start();
      boolean ended = process.waitFor(MINUTES, TimeUnit.MINUTES);
      if (!ended) {
        process.destroyForcibly();
      }
      if (!ended || process.exitValue() != 0) {
        throw new AssertionError(
            "%s %s\n%s\n%s"
                .formatted(
                    command,
                    ended ? "failed" : "hung",
                    Files.readString(out),
                    Files.readString(err)));
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
