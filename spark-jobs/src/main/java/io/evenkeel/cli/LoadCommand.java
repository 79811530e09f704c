package io.evenkeel.cli;

import io.evenkeel.job.LoadJob;
import io.evenkeel.settings.Settings;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.apache.spark.sql.SparkSession;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code evenkeel load}. */
@Command(
    name = "load",
    description = "Turns a folder of Parquet and SQL files into Delta tables.",
    footer = {"", "Example:", "  ./evenkeel load --from tests/data/nycflights13"})
final class LoadCommand implements Callable<Integer> {
  @Mixin private SharedOptions options = new SharedOptions();

  @Option(
      names = "--from",
      paramLabel = "FOLDER",
      description = "The folder. Default: the setting evenkeel.load.folder.")
  private Optional<Path> folder = Optional.empty();

  @Override
  public Integer call() {
    Settings settings = options.settings();
    SparkSession spark = options.spark("load");
    try {
      new LoadJob(spark, settings.folders().tables(), options.journal())
          .run(folder.orElse(settings.loadFolder()));
      return 0;
    } finally {
      spark.stop();
    }
  }
}
