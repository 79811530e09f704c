package io.evenkeel.cli;

import io.evenkeel.fault.Fault;
import io.evenkeel.job.CompareJob;
import io.evenkeel.job.CompareRequest;
import io.evenkeel.settings.Settings;
import io.evenkeel.stage.drift.DriftReport;
import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.apache.spark.sql.SparkSession;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code evenkeel drift}. */
@Command(
    name = "drift",
    description =
        "Holds any two tables against each other, without a model: what has moved, how far, and"
            + " whether chance could do it.",
    footer = {
      "",
      "Examples:",
      "  ./evenkeel drift --features flight_delay --current 2013-07-01..2013-07-31 --reference"
          + " 2013-02-01_2013-05-31_cf6b8eb4a55d",
      "  ./evenkeel drift --columns distance,air_time --current new_flights --reference flights"
          + " --by carrier --date 2013-07-31"
    })
final class DriftCommand implements Callable<Integer> {
  @Mixin private SharedOptions options = new SharedOptions();

  @Option(
      names = "--features",
      paramLabel = "SET",
      description = "The feature set whose columns are compared.")
  private Optional<String> features = Optional.empty();

  @Option(
      names = "--columns",
      split = ",",
      paramLabel = "COLUMN",
      description = "Columns to compare, in place of a feature set.")
  private List<String> columns = List.of();

  @Option(
      names = "--current",
      required = true,
      paramLabel = "TABLE|FROM..TO",
      description =
          "A table, the folder of one, or dates of the set such as 2013-07-01..2013-07-31.")
  private String current = "";

  @Option(
      names = "--reference",
      required = true,
      paramLabel = "EXPORT|TABLE|FROM..TO",
      description = "What it is held against: likewise, or an export of the set by its id.")
  private String reference = "";

  @Option(
      names = "--by",
      split = ",",
      paramLabel = "COLUMN",
      description = "Columns that both have, to compare slices by, such as carrier,region.")
  private List<String> by = List.of();

  @Option(
      names = "--name",
      paramLabel = "NAME",
      description = "What the comparison is called in tables and pages.")
  private Optional<String> name = Optional.empty();

  @Option(
      names = "--date",
      paramLabel = "YYYY-MM-DD",
      description = "The date it is filed under. Default: the last _date of the current rows.")
  private Optional<LocalDate> date = Optional.empty();

  @Option(
      names = "--fail-on-drift",
      description = "End with exit code 11 where the verdict is 'alert'; all is written.")
  private boolean failOnDrift;

  @Override
  public Integer call() {
    Settings settings = options.settings();
    CompareRequest request =
        new CompareRequest(features, columns, current, reference, by, name, date);
    SparkSession spark = options.spark("drift");
    try {
      DriftReport report =
          new CompareJob(spark, settings, options.journal(), Clock.systemUTC()).run(request);
      return failOnDrift && report.verdict().alert() ? Fault.DRIFT.exitCode() : 0;
    } finally {
      spark.stop();
    }
  }
}
