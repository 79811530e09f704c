package io.evenkeel.job.chaos;

import io.evenkeel.fault.EvenkeelException;
import io.evenkeel.fault.Fault;
import io.evenkeel.job.Journal;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.apache.spark.sql.SparkSession;

/**
 * Puts faults into runs on a scratch warehouse, at random, and checks after each that nothing was
 * lost, nothing is there twice, and readers see one whole generation.
 *
 * @param commandLine the main class of the command line, by which runs are started
 * @param clock tells when the time is up; no run uses it to decide what data it reads
 */
public record ChaosJob(SparkSession spark, String commandLine, Journal journal, Clock clock) {
  /**
   * Injects faults until the time is up, at least one.
   *
   * @param folder an empty folder for the scratch warehouse, which stays there
   * @param seed decides which faults come, and when
   * @return how many there were
   * @throws EvenkeelException with fault INTERNAL, if a promise was broken; USAGE, if runs cannot
   *     be started as this process was
   */
  public int run(Path folder, long seed, Duration time) {
    requireOwnClassPath();
    Instant end = clock.instant().plus(time);
    Random random = new Random(seed);
    List<Injection> injections = Injections.all();
    Map<String, Integer> counts = new TreeMap<>();
    int rounds = 0;
    try {
      journal.step(
          "plan", "faults with seed %d in %s".formatted(seed, folder), Map.of("seed", seed));
      Chaos chaos = Chaos.in(folder, spark, commandLine, random, clock);
      while (rounds == 0 || clock.instant().isBefore(end)) {
        Injection injection = injections.get(random.nextInt(injections.size()));
        String came = chaos.round(injection);
        rounds++;
        counts.merge(injection.what(), 1, Integer::sum);
        journal.step(
            "fault",
            "%3d  %s: %s; every promise kept".formatted(rounds, injection.what(), came),
            Map.of("round", rounds, "injected", injection.what(), "outcome", came));
      }
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot go on in " + folder, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("Interrupted after %d faults".formatted(rounds), e);
    }
    journal.step(
        "done",
        "%d faults of %d kinds, no promise broken".formatted(rounds, counts.size()),
        Map.of("rounds", rounds, "kinds", counts, "seed", seed));
    return rounds;
  }

  /**
   * Runs have this JVM's class path; what {@code spark-submit} adds to a running JVM is not on it.
   */
  private void requireOwnClassPath() {
    try {
      var unused =
          Class.forName(commandLine, /* initialize= */ false, ClassLoader.getSystemClassLoader());
    } catch (ClassNotFoundException e) {
      throw EvenkeelException.of(
              Fault.USAGE,
              "Runs can't be started: %s is not on the class path".formatted(commandLine))
          .safe("nothing was written")
          .next("unset SPARK_HOME; ./evenkeel chaos --minutes 10")
          .causedBy(e);
    }
  }
}
