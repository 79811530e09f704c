package io.evenkeel.cli;

import io.evenkeel.job.PredictionStores;
import io.evenkeel.settings.Settings;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code evenkeel cache status}. Starts no Spark. */
@Command(
    name = "status",
    description = {
      "Tells which generation readers are served, and which a rollback would lead to."
    },
    footer = {"", "Example:", "  ./evenkeel cache status flight_delay"})
final class CacheStatusCommand implements Callable<Integer> {
  @Mixin private SharedOptions options = new SharedOptions();
  @Mixin private CachedModel model = new CachedModel();

  @Override
  public Integer call() {
    Settings settings = options.settings();
    CachedModel.print("status", PredictionStores.of(settings).status(model.name()), options.json());
    return 0;
  }
}
