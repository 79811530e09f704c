package io.evenkeel.cli;

import io.evenkeel.fault.EvenkeelException;
import io.evenkeel.fault.Fault;
import io.evenkeel.job.ScoreJob;
import io.evenkeel.job.ScoreRequest;
import io.evenkeel.job.ScoreResult;
import io.evenkeel.settings.Settings;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
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

  @Option(
      names = "--cutoff",
      paramLabel = "INSTANT",
      description = {
        "The inputs are known up to this instant, such as 2013-07-04T00:00:00Z. Rows whose prediction",
        "moment is later are refused, see evenkeel.score.before_prediction_moment.",
        "Default: the earliest commit among the pinned tables of events."
      })
  private Optional<Instant> cutoff = Optional.empty();

  @Option(
      names = "--fail-on-drift",
      description = "End with exit code 11 where the drift verdict is 'alert'; all is published.")
  private boolean failOnDrift;

  @Option(
      names = "--result-json",
      paramLabel = "FILE",
      description = "Also write how the run ended, as one JSON object, to this file.")
  private Optional<Path> resultFile = Optional.empty();

  @Override
  public Integer call() {
    Settings settings = options.settings();
    Optional<ResultFile> file = resultFile.map(ResultFile::new);
    file.ifPresent(ResultFile::clear);
    SparkSession spark = options.spark("score");
    try {
      ScoreResult result =
          new ScoreJob(spark, settings, options.journal(), Clock.systemUTC()).run(request());
      int exitCode = exitCode(result, failOnDrift);
      file.ifPresent(f -> f.write(result, exitCode));
      return exitCode;
    } catch (EvenkeelException failure) {
      file.ifPresent(f -> f.write(failure));
      throw failure;
    } finally {
      spark.stop();
    }
  }

  private ScoreRequest request() {
    return new ScoreRequest(
        model, version.map(OptionalInt::of).orElse(OptionalInt.empty()), date, allowEmpty, cutoff);
  }

  /** A run that was done before ends as it did then. */
  static int exitCode(ScoreResult result, boolean failOnDrift) {
    boolean alert = "alert".equals(result.facts().get("drift_verdict"));
    return failOnDrift && alert ? Fault.DRIFT.exitCode() : 0;
  }
}
