package io.evenkeel.job.chaos;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A command that runs in a process of its own, which can be stopped, woken and killed. */
final class Attempt {
  /** The exit code of a process that {@code kill -9} ended. */
  static final int KILLED = 137;

  private static final long PATIENCE_MINUTES = 10;

  private final Process process;
  private final Path log;

  private Attempt(Process process, Path log) {
    this.process = process;
    this.log = log;
  }

  /**
   * Starts a command with this process's class path and module options.
   *
   * @param log where its output goes
   * @param options more options of the JVM
   * @param arguments the command line's main class, the command and its options
   */
  static Attempt start(Path log, List<String> options, List<String> arguments) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("-Xmx1g");
    ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
        .filter(Attempt::passedOn)
        .forEach(command::add);
    command.addAll(options);
    command.addAll(arguments);
    ProcessBuilder builder =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile());
    builder.environment().put("CLASSPATH", System.getProperty("java.class.path"));
    return new Attempt(builder.start(), log);
  }

  private static boolean passedOn(String option) {
    return option.startsWith("--add-opens")
        || option.startsWith("-XX:")
        || option.startsWith("-Djdk.")
        || option.startsWith("-Dio.netty.")
        || option.startsWith("-Donnxruntime.")
        || option.startsWith("-Dlog4j2.");
  }

  /**
   * Waits for its end.
   *
   * @return its exit code; {@link #KILLED} where it was killed
   */
  int end() throws IOException, InterruptedException {
    if (!process.waitFor(PATIENCE_MINUTES, TimeUnit.MINUTES)) {
      kill();
      throw new IOException(
          "A run hung, %s minutes long; its output: %s".formatted(PATIENCE_MINUTES, log));
    }
    return process.exitValue();
  }

  /** Waits until it has told that a step is done, or has ended. */
  void awaitStep(String step) throws IOException, InterruptedException {
    while (process.isAlive() && !said().contains("{\"step\":\"" + step + "\"")) {
      Thread.sleep(20);
    }
  }

  /** Tells whether it ends within that time. */
  boolean endsWithin(long milliseconds) throws InterruptedException {
    return process.waitFor(milliseconds, TimeUnit.MILLISECONDS);
  }

  /** Ends it as a machine that loses its power. */
  void kill() {
    process.destroyForcibly();
  }

  /** Takes its processor away until {@link #wake}. */
  void sleep() throws IOException, InterruptedException {
    signal("-STOP");
  }

  /** Lets it go on. */
  void wake() throws IOException, InterruptedException {
    signal("-CONT");
  }

  /** Returns what it has printed. */
  String said() throws IOException {
    return Files.readString(log);
  }

  private void signal(String signal) throws IOException, InterruptedException {
    int unused =
        new ProcessBuilder("kill", signal, String.valueOf(process.pid())).start().waitFor();
  }
}
