package io.evenkeel.stage.warehouse;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** Another JVM with this one's class path, for tests of what happens between processes. */
final class JavaProcess {
  private static final long LIMIT_MINUTES = 9;

  private final Process process;
  private final Path output;

  private JavaProcess(Process process, Path output) {
    this.process = process;
    this.output = output;
  }

  /** Starts {@code main} with a small heap, and the module openings and compiler of this JVM. */
  static JavaProcess start(Path output, Class<?> main, Object... arguments) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("-Xmx512m");
    ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
        .filter(JavaProcess::handedOn)
        .forEach(command::add);
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), main.getName()));
    for (Object argument : arguments) {
      command.add(argument.toString());
    }
    Process process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(output.toFile())
            .start();
    return new JavaProcess(process, output);
  }

  private static boolean handedOn(String option) {
    return Stream.of("--add-opens", "-Djdk.", "-XX:TieredStopAtLevel").anyMatch(option::startsWith);
  }

  /** Waits for a process that must end well. */
  void succeed() throws Exception {
    assertThat(process.waitFor(LIMIT_MINUTES, TimeUnit.MINUTES)).as("ends in time").isTrue();
    assertThat(process.exitValue()).as(Files.readString(output)).isZero();
  }

  /** Ends the process if it still runs. */
  void stop() {
    process.destroyForcibly();
  }
}
