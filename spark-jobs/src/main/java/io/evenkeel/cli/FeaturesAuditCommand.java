package io.evenkeel.cli;

import io.evenkeel.job.AuditJob;
import io.evenkeel.settings.Settings;
import java.time.LocalDate;
import java.util.concurrent.Callable;
import org.apache.spark.sql.SparkSession;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code evenkeel features audit}. */
@Command(
    name = "audit",
    description = {
      "Computes a past day again and tells, feature by feature, how many values have changed"
          + " since it was scored and why.",
      "The causes: late data, a changed source, a changed definition. Changes nothing."
    },
    footer = {"", "Example:", "  ./evenkeel features audit --model flight_delay --date 2013-07-04"})
final class FeaturesAuditCommand implements Callable<Integer> {
  @Mixin private SharedOptions options = new SharedOptions();

  @Option(names = "--model", required = true, paramLabel = "NAME", description = "The model.")
  private String model = "";

  @Option(
      names = "--date",
      required = true,
      paramLabel = "YYYY-MM-DD",
      description = "The day that was scored.")
  private LocalDate date = LocalDate.EPOCH;

  @Override
  public Integer call() {
    Settings settings = options.settings();
    SparkSession spark = options.spark("features audit");
    try {
      new AuditJob(spark, settings, options.journal()).run(model, date);
      return 0;
    } finally {
      spark.stop();
    }
  }
}
