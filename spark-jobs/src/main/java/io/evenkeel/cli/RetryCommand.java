package io.evenkeel.cli;

import io.evenkeel.job.Retry;
import io.evenkeel.job.ScoreJob;
import io.evenkeel.job.ScoreRequest;
import io.evenkeel.settings.Settings;
import java.time.Clock;
import java.util.concurrent.Callable;
import org.apache.spark.sql.SparkSession;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code evenkeel retry}. */
@Command(
    name = "retry",
    description = {
      "Does again what a run was asked to do: same model, same version, same day.",
      "What the run had staged is used where its inputs are unchanged; a run that is done is left."
    },
    footer = {"", "Example:", "  ./evenkeel retry r-01M80TZRF18NZ3XC72CNKJBR85"})
final class RetryCommand implements Callable<Integer> {
  @Mixin private SharedOptions options = new SharedOptions();

  @Parameters(paramLabel = "RUN", description = "The run's id, as ./evenkeel runs lists it.")
  private String run = "";

  @Option(
      names = "--allow-empty",
      description = "Publish an empty result where the day has no rows, instead of refusing.")
  private boolean allowEmpty;

  @Override
  public Integer call() {
    Settings settings = options.settings();
    ScoreRequest request = Retry.of(settings.folders().ledger(), run, allowEmpty);
    SparkSession spark = options.spark("retry");
    try {
      new ScoreJob(spark, settings, options.journal(), Clock.systemUTC()).run(request);
      return 0;
    } finally {
      spark.stop();
    }
  }
}
