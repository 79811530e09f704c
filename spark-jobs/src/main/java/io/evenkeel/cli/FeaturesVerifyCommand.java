package io.evenkeel.cli;

import io.evenkeel.job.VerifyJob;
import io.evenkeel.settings.Settings;
import java.time.LocalDate;
import java.util.concurrent.Callable;
import org.apache.spark.sql.SparkSession;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code evenkeel features verify}. */
@Command(
    name = "verify",
    description = {
      "Recomputes a sample of a day's rows with the plain-Java oracle and compares every cell"
          + " with the engine's, bit for bit.",
      "The exit code is 0 where all are equal, 20 where one is not."
    },
    footer = {
      "",
      "Example:",
      "  ./evenkeel features verify --features flight_delay --date 2013-07-04 --sample 200"
    })
final class FeaturesVerifyCommand implements Callable<Integer> {
  private static final int MOST = 10_000;

  @Mixin private SharedOptions options = new SharedOptions();
  @Spec private CommandSpec spec = CommandSpec.create();

  @Option(
      names = "--features",
      required = true,
      paramLabel = "SET",
      description = "The feature set.")
  private String features = "";

  @Option(
      names = "--date",
      required = true,
      paramLabel = "YYYY-MM-DD",
      description = "The day whose rows are sampled.")
  private LocalDate date = LocalDate.EPOCH;

  @Option(
      names = "--sample",
      paramLabel = "ROWS",
      defaultValue = "200",
      description = "Row ids to sample, 1 to 10000. Default: ${DEFAULT-VALUE}.")
  private int sample;

  @Override
  public Integer call() {
    if (sample < 1 || sample > MOST) {
      throw new ParameterException(
          spec.commandLine(), "--sample is %d; possible are 1 to %d".formatted(sample, MOST));
    }
    Settings settings = options.settings();
    SparkSession spark = options.spark("features verify");
    try {
      new VerifyJob(spark, settings, options.journal()).run(features, date, sample);
      return 0;
    } finally {
      spark.stop();
    }
  }
}
