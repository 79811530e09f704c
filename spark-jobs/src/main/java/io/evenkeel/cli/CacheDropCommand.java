package io.evenkeel.cli;

import io.evenkeel.job.PredictionStores;
import io.evenkeel.settings.Settings;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code evenkeel cache drop}. Starts no Spark. */
@Command(
    name = "drop",
    description = {
      "Removes all that is cached of a model; readers find nothing from then on.",
      "The predictions table stays as it is: ./evenkeel doctor --mend loads the cache from it again."
    },
    footer = {"", "Example:", "  ./evenkeel cache drop flight_delay"})
final class CacheDropCommand implements Callable<Integer> {
  @Mixin private SharedOptions options = new SharedOptions();
  @Mixin private CachedModel model = new CachedModel();

  @Override
  public Integer call() {
    Settings settings = options.settings();
    PredictionStores.of(settings).drop(model.name());
    options
        .journal()
        .step(
            "dropped", "nothing of " + model.name() + " is cached", Map.of("model", model.name()));
    return 0;
  }
}
