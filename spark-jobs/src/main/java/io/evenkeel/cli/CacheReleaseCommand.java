package io.evenkeel.cli;

import io.evenkeel.job.PredictionStores;
import io.evenkeel.settings.Settings;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code evenkeel cache release}. Starts no Spark. */
@Command(
    name = "release",
    description = {
      "Forgets that a generation was taken back, so that its day may be published again."
    },
    footer = {"", "Example:", "  ./evenkeel cache release flight_delay"})
final class CacheReleaseCommand implements Callable<Integer> {
  @Mixin private SharedOptions options = new SharedOptions();
  @Mixin private CachedModel model = new CachedModel();

  @Override
  public Integer call() {
    Settings settings = options.settings();
    CachedModel.print(
        "released", PredictionStores.of(settings).release(model.name()), options.json());
    return 0;
  }
}
