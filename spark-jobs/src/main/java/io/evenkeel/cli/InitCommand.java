package io.evenkeel.cli;

import io.evenkeel.job.begin.BeginJob;
import io.evenkeel.job.begin.BeginRequest;
import io.evenkeel.settings.Settings;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.apache.spark.sql.SparkSession;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code evenkeel init}. */
@Command(
    name = "init",
    description = {
      "Writes the beginning of a model from a profile of a table.",
      "That is a commented definition with suggested features, types, ranges and categories;"
          + " training code; settings and a file for Airflow."
    },
    footer = {
      "",
      "Example:",
      "  ./evenkeel init churn --table customers --key customer_id --time month_end --label left"
    })
final class InitCommand implements Callable<Integer> {
  @Mixin private SharedOptions options = new SharedOptions();

  @Parameters(paramLabel = "MODEL", description = "Name of the model and of its feature set.")
  private String model = "";

  @Option(
      names = "--table",
      required = true,
      paramLabel = "NAME",
      description = "The table whose rows are scored.")
  private String table = "";

  @Option(
      names = "--key",
      required = true,
      paramLabel = "COLUMN",
      description = "Identifies a row within a day.")
  private String key = "";

  @Option(
      names = "--time",
      required = true,
      paramLabel = "COLUMN",
      description = "Date or timestamp at which a row can first be scored.")
  private String time = "";

  @Option(
      names = "--label",
      paramLabel = "COLUMN",
      defaultValue = "label",
      description = "What the model learns: 0 or 1. Default: ${DEFAULT-VALUE}.")
  private String label = "";

  @Override
  public Integer call() {
    BeginRequest request = new BeginRequest(model, table, key, time, label);
    Settings settings = options.settings();
    SparkSession spark = options.spark("init");
    try {
      new BeginJob(spark, settings.folders(), Path.of(""), options.journal()).run(request);
      return 0;
    } finally {
      spark.stop();
    }
  }
}
