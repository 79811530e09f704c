package io.evenkeel.job;

import io.evenkeel.settings.Settings;
import java.nio.file.Path;
import java.time.Clock;
import java.time.LocalDate;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Supplier;
import org.apache.spark.sql.SparkSession;

/**
 * The nightly loop on the New York flights of 2013: load, export, score a week. What was done
 * before is left alone and said so.
 */
public record DemoJob(SparkSession spark, Settings settings, Journal journal, Clock clock) {
  /** The model of the demo, and its feature set. */
  public static final String MODEL = "flight_delay";

  /** The last day that is scored: the one that the cache serves in the end. */
  public static final LocalDate LAST_DAY = LocalDate.of(2013, 7, 7);

  private static final LocalDate FIRST_DAY = LocalDate.of(2013, 7, 1);
  private static final LocalDate EXPORT_FROM = LocalDate.of(2013, 2, 1);
  private static final LocalDate EXPORT_TO = LocalDate.of(2013, 5, 31);

  /** Runs the loop and tells how long each part took. */
  public void run() {
    timed(
        "load",
        () -> new LoadJob(spark, settings.folders().tables(), journal).run(settings.loadFolder()));
    timed(
        "export",
        () ->
            new ExportJob(spark, settings, journal)
                .run(MODEL, EXPORT_FROM, EXPORT_TO, Optional.empty()));
    timed("score", this::scoreTheWeek);
  }

  /** Parity computes a day's features twice: to be brief, the first day stands for the others. */
  private Path scoreTheWeek() {
    score(FIRST_DAY, settings);
    journal.step(
        "brief",
        "the days that follow are scored without parity (evenkeel.score.parity_rows=0)",
        Map.of("parity_rows", 0));
    FIRST_DAY
        .plusDays(1)
        .datesUntil(LAST_DAY.plusDays(1))
        .forEach(day -> score(day, settings.withoutParity()));
    return settings.folders().reports();
  }

  private void score(LocalDate day, Settings with) {
    var unused =
        new ScoreJob(spark, with, journal, clock)
            .run(new ScoreRequest(MODEL, OptionalInt.empty(), day, false));
  }

  private <T> void timed(String part, Supplier<T> work) {
    long start = System.nanoTime();
    var unused = work.get();
    double seconds = (System.nanoTime() - start) / 1e9;
    journal.step(
        "time",
        "%s took %.0f s".formatted(part, seconds),
        Map.of("part", part, "seconds", seconds));
  }
}
