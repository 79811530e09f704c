package io.evenkeel.cli;

import io.evenkeel.job.BackfillJob;
import io.evenkeel.job.BackfillRequest;
import io.evenkeel.job.BackfillResult;
import io.evenkeel.job.Journal;
import io.evenkeel.job.ScoreJob;
import io.evenkeel.settings.Settings;
import java.time.Clock;
import java.time.LocalDate;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import org.apache.spark.sql.SparkSession;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code evenkeel backfill}. */
@Command(
    name = "backfill",
    description = {
      "Scores every day of a span that has no result yet.",
      "The same command resumes it; the cache goes on serving the newest day."
    },
    footer = {
      "",
      "Example:",
      "  ./evenkeel backfill --model flight_delay --from 2013-06-01 --to 2013-06-30 --parallel 2"
    })
final class BackfillCommand implements Callable<Integer> {
  @Mixin private SharedOptions options = new SharedOptions();

  @Option(names = "--model", required = true, paramLabel = "NAME", description = "The model.")
  private String model = "";

  @Option(
      names = "--model-version",
      paramLabel = "NUMBER",
      description = "The model's version. Default: the greatest there is.")
  private Optional<Integer> version = Optional.empty();

  @Option(
      names = "--from",
      required = true,
      paramLabel = "YYYY-MM-DD",
      description = "The first day.")
  private LocalDate from = LocalDate.EPOCH;

  @Option(
      names = "--to",
      required = true,
      paramLabel = "YYYY-MM-DD",
      description = "The last day, included.")
  private LocalDate to = LocalDate.EPOCH;

  @Option(
      names = "--parallel",
      paramLabel = "DAYS",
      defaultValue = "1",
      description = "Days to score at once, 1 to 16. Default: ${DEFAULT-VALUE}.")
  private int parallel;

  @Option(
      names = "--allow-empty",
      description = "Publish an empty result where a day has no rows, instead of stopping there.")
  private boolean allowEmpty;

  @Override
  public Integer call() {
    Settings settings = options.settings();
    BackfillRequest request =
        new BackfillRequest(
            model,
            version.map(OptionalInt::of).orElse(OptionalInt.empty()),
            from,
            to,
            parallel,
            allowEmpty);
    SparkSession spark = options.spark("backfill");
    try {
      Journal journal = options.journal();
      ScoreJob score = new ScoreJob(spark, settings, journal, Clock.systemUTC());
      BackfillResult result = new BackfillJob(score, journal).run(request);
      result.failed().values().forEach(options::tell);
      return result.exitCode();
    } finally {
      spark.stop();
    }
  }
}
