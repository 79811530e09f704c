package io.evenkeel.cli;

import io.evenkeel.job.CacheOperations;
import io.evenkeel.job.PredictionStores;
import io.evenkeel.settings.Settings;
import io.evenkeel.stage.ledger.Ledger;
import io.evenkeel.stage.ledger.LocalFiles;
import java.time.Clock;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code evenkeel cache rollback}. Starts no Spark. */
@Command(
    name = "rollback",
    description = {
      "Leads readers back to the generation before the live one; no data moves.",
      "What was live is not published again until it is released. The predictions table stays as it is."
    },
    footer = {"", "Example:", "  ./evenkeel cache rollback flight_delay"})
final class CacheRollbackCommand implements Callable<Integer> {
  @Mixin private SharedOptions options = new SharedOptions();
  @Mixin private CachedModel model = new CachedModel();

  @Override
  public Integer call() {
    Settings settings = options.settings();
    Ledger ledger = new Ledger(new LocalFiles(settings.folders().ledger()), Clock.systemUTC());
    CacheOperations operations = new CacheOperations(PredictionStores.of(settings), ledger);
    CachedModel.print("back", operations.rollback(model.name()), options.json());
    return 0;
  }
}
