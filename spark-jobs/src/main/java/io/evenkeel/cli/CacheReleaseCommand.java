package io.evenkeel.cli;

import io.evenkeel.job.PredictionStores;
import io.evenkeel.stage.cache.CacheStatus;
import io.evenkeel.stage.cache.CacheStore;
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
    CacheStore store = PredictionStores.of(options.settings());
    boolean takenBack = store.status(model.name()).rejected().isPresent();
    CacheStatus now = store.release(model.name());
    if (!takenBack && !options.json()) {
      System.out.printf("Nothing of %s was taken back.%n", model.name());
    }
    CachedModel.print(takenBack ? "released" : "status", now, options.json());
    return 0;
  }
}
