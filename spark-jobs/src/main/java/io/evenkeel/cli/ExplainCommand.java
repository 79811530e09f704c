package io.evenkeel.cli;

import io.evenkeel.job.PlanJob;
import java.time.LocalDate;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.apache.spark.sql.SparkSession;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code evenkeel explain}. */
@Command(
    name = "explain",
    description = {
      "Tells how Spark would compute the features of a day, or with --gpu which operators of that"
          + " would run on a GPU.",
      "For the latter RAPIDS must be on the class path; a GPU is not needed."
    },
    footer = {
      "",
      "Example:",
      "  ./evenkeel explain --gpu --features flight_delay --date 2013-07-04"
    })
final class ExplainCommand implements Callable<Integer> {
  @Mixin private SharedOptions options = new SharedOptions();

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
      description = "The day whose features are computed; the first one with --to.")
  private LocalDate date = LocalDate.EPOCH;

  @Option(
      names = "--to",
      paramLabel = "YYYY-MM-DD",
      description = "The last day, as an export has it. Default: the same day.")
  private Optional<LocalDate> to = Optional.empty();

  @Option(
      names = "--gpu",
      description = "Tell what would run on a GPU, and why the rest would not.")
  private boolean gpu;

  @Override
  public Integer call() {
    SparkSession spark = options.spark("explain");
    try {
      PlanJob job = new PlanJob(spark, options.settings(), options.journal());
      if (gpu) {
        job.onGpu(features, date, to.orElse(date));
      } else {
        job.plan(features, date, to.orElse(date));
      }
      return 0;
    } finally {
      spark.stop();
    }
  }
}
