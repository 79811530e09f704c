package io.evenkeel.cli;

import io.evenkeel.fault.EvenkeelException;
import io.evenkeel.fault.Fault;
import io.evenkeel.job.chaos.ChaosJob;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.apache.spark.sql.SparkSession;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code evenkeel chaos}. */
@Command(
    name = "chaos",
    description = {
      "Harms runs on a small warehouse of its own, at random, and checks every promise after each"
          + " fault.",
      "Drivers are killed at every named moment or put to sleep, two are started for one slot,"
          + " bits of files are flipped, tables are vacuumed meanwhile. After each fault the day is"
          + " scored again, and the tables, the ledger and the cache must be as after a run that"
          + " nothing disturbed.",
      "Your own tables are not touched. Exit code 0 if every promise was kept, 1 otherwise."
    },
    footer = {"", "Example:", "  ./evenkeel chaos --minutes 10 --seed 7"})
final class ChaosCommand implements Callable<Integer> {
  @Mixin private SharedOptions options = new SharedOptions();

  @Option(
      names = "--minutes",
      paramLabel = "NUMBER",
      defaultValue = "10",
      description = "How long to go on, 1 to 1440. Default: ${DEFAULT-VALUE}.")
  private int minutes;

  @Option(
      names = "--seed",
      paramLabel = "NUMBER",
      description = "Decides which faults come, in which order. Default: a new one, which is told.")
  private Optional<Long> seed = Optional.empty();

  @Option(
      names = "--folder",
      paramLabel = "FOLDER",
      description = "An empty or new folder, which stays. Default: a new one for temporary files.")
  private Optional<Path> folder = Optional.empty();

  @Override
  public Integer call() throws IOException {
    if (minutes < 1 || minutes > 1440) {
      throw EvenkeelException.of(Fault.USAGE, "--minutes is %d".formatted(minutes))
          .next("give a number from 1 to 1440");
    }
    Path scratch = folder.isPresent() ? empty(folder.get()) : Files.createTempDirectory("chaos");
    SparkSession spark = options.spark("chaos");
    try {
      int unused =
          new ChaosJob(spark, Evenkeel.class.getName(), options.journal(), Clock.systemUTC())
              .run(scratch, seed.orElseGet(System::nanoTime), Duration.ofMinutes(minutes));
      return 0;
    } finally {
      spark.stop();
    }
  }

  private static Path empty(Path folder) {
    try {
      Files.createDirectories(folder);
      try (Stream<Path> files = Files.list(folder)) {
        if (files.findAny().isPresent()) {
          throw EvenkeelException.of(Fault.USAGE, "The folder %s is not empty".formatted(folder))
              .safe("nothing in it was changed")
              .next("name a folder that is empty or not there yet");
        }
      }
      return folder;
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot use " + folder, e);
    }
  }
}
