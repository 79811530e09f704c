package io.evenkeel.cli;

import io.evenkeel.job.ScoreJob;
import io.evenkeel.job.ScoreRequest;
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

/** {@code evenkeel score}. */
@Command(
    name = "score",
    description = "Scores one day with a model, publishes the predictions and reports drift.",
    footer = {"", "Example:", "  ./evenkeel score --model flight_delay --date 2013-07-04"})
final class ScoreCommand implements Callable<Integer> {
  @Mixin private SharedOptions options = new SharedOptions();

  @Option(names = "--model", required = true, paramLabel = "NAME", description = "The model.")
  private String model = "";

  @Option(
      names = "--model-version",
      paramLabel = "NUMBER",
      description = "The model's version. Default: the greatest there is.")
  private Optional<Integer> version = Optional.empty();

  @Option(
      names = "--date",
      required = true,
      paramLabel = "YYYY-MM-DD",
      description = "The day whose rows are scored.")
  private LocalDate date = LocalDate.EPOCH;

  @Option(
      names = "--allow-empty",
      description = "Publish an empty result where the day has no rows, instead of refusing.")
  private boolean allowEmpty;

  @Override
  public Integer call() {
    Settings settings = options.settings();
    SparkSession spark = options.spark("score");
    try {
      new ScoreJob(spark, settings, options.journal(), Clock.systemUTC())
          .run(
              new ScoreRequest(
                  model,
                  version.map(OptionalInt::of).orElse(OptionalInt.empty()),
                  date,
                  allowEmpty));
      return 0;
    } finally {
      spark.stop();
    }
  }
}
