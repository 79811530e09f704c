package io.evenkeel.cli;

import io.evenkeel.job.ExportJob;
import io.evenkeel.job.Journal;
import io.evenkeel.settings.Settings;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.apache.spark.sql.SparkSession;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code evenkeel export}. */
@Command(
    name = "export",
    description =
        "Writes a training export: features as scoring would have seen them, with labels.",
    footer = {
      "",
      "Example:",
      "  ./evenkeel export --features flight_delay --from 2013-02-01 --to 2013-05-31"
    })
final class ExportCommand implements Callable<Integer> {
  @Mixin private SharedOptions options = new SharedOptions();
  @Mixin private ResultOption result = new ResultOption();

  @Option(
      names = "--features",
      required = true,
      paramLabel = "SET",
      description = "The feature set.")
  private String features = "";

  @Option(
      names = "--from",
      required = true,
      paramLabel = "YYYY-MM-DD",
      description = "First date, included.")
  private LocalDate from = LocalDate.EPOCH;

  @Option(
      names = "--to",
      required = true,
      paramLabel = "YYYY-MM-DD",
      description = "Last date, included.")
  private LocalDate to = LocalDate.EPOCH;

  @Option(
      names = "--cutoff",
      paramLabel = "INSTANT",
      description = {
        "Labels must be mature at this instant, such as 2013-06-05T00:00:00Z.",
        "Default: when the last event of the label's source became known."
      })
  private Optional<Instant> cutoff = Optional.empty();

  @Option(
      names = "--by",
      split = ",",
      paramLabel = "COLUMN",
      description = {
        "Columns whose slices are frozen beside the profile, such as carrier: runs of a model that",
        "is trained on this export then tell drift slice by slice. Features, and columns of the",
        "spine such as a region or a demographic group, which the model does not see."
      })
  private List<String> by = List.of();

  @Override
  public Integer call() {
    return result.of(options.journal(), this::export);
  }

  private void export(Journal journal) {
    Settings settings = options.settings();
    SparkSession spark = options.spark("export");
    try {
      new ExportJob(spark, settings, journal).run(features, from, to, cutoff, by);
    } finally {
      spark.stop();
    }
  }
}
