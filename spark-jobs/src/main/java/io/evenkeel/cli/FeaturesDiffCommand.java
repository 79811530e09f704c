package io.evenkeel.cli;

import io.evenkeel.job.DiffJob;
import io.evenkeel.settings.Settings;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code evenkeel features diff}. Starts no Spark. */
@Command(
    name = "diff",
    description = {
      "Says what differs between two definitions, and whether a model trained by the first can be"
          + " scored with the second.",
      "The exit code is 0 either way."
    },
    footer = {"", "Example:", "  ./evenkeel features diff flight_delay proposed/flight_delay.conf"})
final class FeaturesDiffCommand implements Callable<Integer> {
  private static final String POSSIBLE =
      "a set's name, a definition's file, or a training export's folder.";

  @Mixin private SharedOptions options = new SharedOptions();

  @Parameters(index = "0", paramLabel = "TRAINED", description = "The first: " + POSSIBLE)
  private String trained = "";

  @Parameters(index = "1", paramLabel = "SCORING", description = "The second: " + POSSIBLE)
  private String scoring = "";

  @Override
  public Integer call() {
    Settings.Folders folders = options.settings().folders();
    new DiffJob(folders.definitions(), folders.keptDefinitions(), options.journal())
        .run(trained, scoring);
    return 0;
  }
}
