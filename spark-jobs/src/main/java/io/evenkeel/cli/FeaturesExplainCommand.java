package io.evenkeel.cli;

import io.evenkeel.job.ExplainJob;
import io.evenkeel.settings.Settings;
import java.time.LocalDate;
import java.util.concurrent.Callable;
import org.apache.spark.sql.SparkSession;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code evenkeel features explain}. */
@Command(
    name = "explain",
    description = {
      "Tells why one value of one row is what it is.",
      "Lists each event that it could be made of and why it counts or not, the steps after that,"
          + " and the final value. By the plain-Java oracle, not by the engine."
    },
    footer = {
      "",
      "Example:",
      "  ./evenkeel features explain --features flight_delay --date 2013-07-04 \\",
      "    --row 2013-07-04-UA-1071-EWR --column plane_last_delay"
    })
final class FeaturesExplainCommand implements Callable<Integer> {
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
      description = "The day of the row.")
  private LocalDate date = LocalDate.EPOCH;

  @Option(names = "--row", required = true, paramLabel = "ID", description = "The row's id.")
  private String row = "";

  @Option(
      names = "--column",
      required = true,
      paramLabel = "NAME",
      description = "A feature, or the label.")
  private String column = "";

  @Option(
      names = "--limit",
      converter = Values.Limit.class,
      paramLabel = "EVENTS",
      defaultValue = "20",
      description = {
        "Events to list at most, of those that count and of the others each; --json lists all.",
        "Default: ${DEFAULT-VALUE}."
      })
  private int limit;

  @Override
  public Integer call() {
    Settings settings = options.settings();
    SparkSession spark = options.spark("features explain");
    try {
      new ExplainJob(spark, settings, options.journal()).run(features, date, row, column, limit);
      return 0;
    } finally {
      spark.stop();
    }
  }
}
