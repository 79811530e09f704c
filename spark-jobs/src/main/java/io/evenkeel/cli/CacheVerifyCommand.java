package io.evenkeel.cli;

import io.evenkeel.job.PredictionStores;
import io.evenkeel.settings.Settings;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code evenkeel cache verify}. Starts no Spark. */
@Command(
    name = "verify",
    description = {"Reads what is cached, and compares every byte with what was loaded."},
    footer = {"", "Example:", "  ./evenkeel cache verify flight_delay"})
final class CacheVerifyCommand implements Callable<Integer> {
  @Mixin private SharedOptions options = new SharedOptions();
  @Mixin private CachedModel model = new CachedModel();

  @Override
  public Integer call() {
    Settings settings = options.settings();
    CachedModel.print("whole", PredictionStores.of(settings).verify(model.name()), options.json());
    return 0;
  }
}
