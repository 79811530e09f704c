package io.evenkeel.cli;

import io.evenkeel.job.Journal;
import io.evenkeel.job.MaintainJob;
import io.evenkeel.job.MaintainRequest;
import io.evenkeel.settings.Settings;
import java.time.Clock;
import java.util.concurrent.Callable;
import org.apache.spark.sql.SparkSession;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code evenkeel maintain}. */
@Command(
    name = "maintain",
    description = {
      "Keeps the published tables small and quick to read. Does all of it unless some is named.",
      "Source tables are not touched; what a cache was loaded from is kept. Safe beside runs."
    },
    footer = {"", "Example:", "  ./evenkeel maintain", "  ./evenkeel maintain --stages --vacuum"})
final class MaintainCommand implements Callable<Integer> {
  @Mixin private SharedOptions options = new SharedOptions();
  @Mixin private ResultOption result = new ResultOption();

  @Option(names = "--optimize", description = "Write small files together (Delta OPTIMIZE).")
  private boolean optimize;

  @Option(
      names = "--vacuum",
      description =
          "Remove files that were replaced longer ago than evenkeel.maintain.keep_history_days"
              + " (Delta VACUUM).")
  private boolean vacuum;

  @Option(names = "--stages", description = "Remove the stages of runs that are done.")
  private boolean stages;

  @Override
  public Integer call() {
    return result.of(options.journal(), this::maintain);
  }

  private void maintain(Journal journal) {
    Settings settings = options.settings();
    boolean all = !optimize && !vacuum && !stages;
    SparkSession spark = options.spark("maintain");
    try {
      new MaintainJob(spark, settings, journal, Clock.systemUTC())
          .run(new MaintainRequest(all || optimize, all || vacuum, all || stages));
    } finally {
      spark.stop();
    }
  }
}
