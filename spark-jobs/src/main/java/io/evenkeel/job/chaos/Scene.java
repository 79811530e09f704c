package io.evenkeel.job.chaos;

import io.evenkeel.job.chaos.Injection.BrokenPromise;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/** Where faults are injected: the warehouse, its runs and the one source of chance. */
final class Scene {
  private final ScratchWarehouse warehouse;
  private final String commandLine;
  private final Random random;
  private final Path logs;
  private int attempts;

  /**
   * Prepares a folder for what runs print.
   *
   * @param commandLine the main class of the command line
   * @param random decides everything that is left to chance
   */
  Scene(ScratchWarehouse warehouse, String commandLine, Random random) throws IOException {
    this.warehouse = warehouse;
    this.commandLine = commandLine;
    this.random = random;
    this.logs = Files.createDirectories(warehouse.folder().resolve("logs"));
  }

  ScratchWarehouse warehouse() {
    return warehouse;
  }

  Random random() {
    return random;
  }

  /** Starts a scoring run of the newest day in a process of its own. */
  Attempt score(String... jvmOptions) throws IOException {
    return score(warehouse.newest(), jvmOptions);
  }

  /** Starts a scoring run in a process of its own. */
  Attempt score(LocalDate day, String... jvmOptions) throws IOException {
    return command(
        Arrays.asList(jvmOptions),
        "score",
        "--model",
        ScratchWarehouse.MODEL,
        "--date",
        day.toString());
  }

  /** Starts a command on the scratch warehouse in a process of its own. */
  Attempt command(List<String> jvmOptions, String... arguments) throws IOException {
    List<String> all = new ArrayList<>(List.of(commandLine));
    all.addAll(Arrays.asList(arguments));
    all.addAll(List.of("--json", "--conf", "spark.ui.enabled=false"));
    all.addAll(List.of("--conf", "spark.sql.shuffle.partitions=2"));
    warehouse.conf().forEach((key, value) -> all.addAll(List.of("--conf", key + "=" + value)));
    attempts++;
    return Attempt.start(logs.resolve("%04d.log".formatted(attempts)), jvmOptions, all);
  }

  /** Waits for a run that may end only in one of these ways. */
  int end(Attempt attempt, Integer... allowed) throws IOException, InterruptedException {
    int exit = attempt.end();
    if (!List.of(allowed).contains(exit)) {
      throw new BrokenPromise(
          "a run ended with exit code %d, where only %s may be:%n%s"
              .formatted(exit, Arrays.toString(allowed), attempt.said()));
    }
    return exit;
  }

  /** Changes one byte of a file, at a place of chance's choosing. */
  void flipByte(Path file) throws IOException {
    byte[] bytes = Files.readAllBytes(file);
    bytes[random.nextInt(bytes.length)] ^= (byte) (1 << random.nextInt(8));
    Files.write(file, bytes);
  }
}
