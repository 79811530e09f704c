package io.evenkeel.cli;

import io.evenkeel.job.Journal;
import io.evenkeel.job.OutcomesJob;
import io.evenkeel.job.OutcomesRequest;
import io.evenkeel.settings.Settings;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.apache.spark.sql.SparkSession;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code evenkeel outcomes}. */
@Command(
    name = "outcomes",
    description =
        "Holds published predictions against labels that have matured: accuracy, calibration, groups, what has moved since training, and whether to train again.",
    footer = {
      "",
      "Examples:",
      "  ./evenkeel outcomes --model flight_delay --date 2013-07-04 --by carrier",
      "  ./evenkeel outcomes --model flight_delay --from 2013-07-01 --to 2013-07-07"
    })
final class OutcomesCommand implements Callable<Integer> {
  @Mixin private SharedOptions options = new SharedOptions();
  @Mixin private ResultOption result = new ResultOption();

  @Option(names = "--model", required = true, paramLabel = "NAME", description = "The model.")
  private String model = "";

  @ArgGroup(exclusive = true, multiplicity = "1")
  private Dates dates = new Dates();

  @Option(
      names = "--by",
      split = ",",
      paramLabel = "COLUMN",
      description = "Columns of the spine to tell figures by, such as carrier,origin.")
  private List<String> groups = List.of();

  @Option(
      names = "--cutoff",
      paramLabel = "INSTANT",
      description = {
        "Labels must be mature at this instant, such as 2013-07-09T00:00:00Z.",
        "Default: when the last event of the label's source became known."
      })
  private Optional<Instant> cutoff = Optional.empty();

  /** One day, or several that are judged together. */
  private static final class Dates {
    @Option(
        names = "--date",
        required = true,
        paramLabel = "YYYY-MM-DD",
        description = "The scored day.")
    private Optional<LocalDate> date = Optional.empty();

    @ArgGroup(exclusive = false, multiplicity = "1")
    private Span span = new Span();

    LocalDate from() {
      return date.orElse(span.from);
    }

    LocalDate to() {
      return date.orElse(span.to);
    }
  }

  /** From one day to another. */
  private static final class Span {
    @Option(
        names = "--from",
        required = true,
        paramLabel = "YYYY-MM-DD",
        description = "First scored day, included; the days up to --to are judged together.")
    private LocalDate from = LocalDate.EPOCH;

    @Option(
        names = "--to",
        required = true,
        paramLabel = "YYYY-MM-DD",
        description = "Last scored day, included.")
    private LocalDate to = LocalDate.EPOCH;
  }

  @Override
  public Integer call() {
    return result.of(options.journal(), this::judge);
  }

  private void judge(Journal journal) {
    Settings settings = options.settings();
    OutcomesRequest request = new OutcomesRequest(model, dates.from(), dates.to(), groups, cutoff);
    SparkSession spark = options.spark("outcomes");
    try {
      new OutcomesJob(spark, settings, journal, Clock.systemUTC()).run(request);
    } finally {
      spark.stop();
    }
  }
}
