package io.evenkeel.cli;

import io.evenkeel.fault.EvenkeelException;
import io.evenkeel.fault.Fault;
import io.evenkeel.job.PredictionStores;
import io.evenkeel.settings.Settings;
import io.evenkeel.stage.cache.CachedPrediction;
import io.evenkeel.stage.cache.PredictionCache;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code evenkeel lookup}. Starts no Spark. */
@Command(
    name = "lookup",
    description = "Reads a prediction from the cache by its row id.",
    footer = {"", "Example:", "  ./evenkeel lookup flight_delay 2013-07-07-UA-673-EWR"})
final class LookupCommand implements Callable<Integer> {
  @Mixin private SharedOptions options = new SharedOptions();

  @Mixin private CachedModel model = new CachedModel();

  @Parameters(index = "1", paramLabel = "KEY", description = "The row id.")
  private String key = "";

  @Override
  public Integer call() {
    Settings settings = options.settings();
    try (PredictionCache cache = PredictionStores.of(settings).reader(model.name())) {
      CachedPrediction found = cache.lookup(key).orElseThrow(() -> missing(cache));
      System.out.println(options.json() ? JsonJournal.text(facts(found)) : text(found));
      return 0;
    }
  }

  private EvenkeelException missing(PredictionCache cache) {
    return EvenkeelException.of(
            Fault.USAGE,
            "The cache of '%s' has no row '%s'; live is %s"
                .formatted(model.name(), key, cache.live()))
        .next(
            "./evenkeel sql \"select score_date from predictions where model = '%s' and row_id = '%s'\""
                .formatted(model.name(), key));
  }

  private Map<String, Object> facts(CachedPrediction found) {
    Map<String, Object> facts = new LinkedHashMap<>();
    facts.put("model", model.name());
    facts.put("key", key);
    facts.put("score", found.score());
    found.predictedClass().ifPresent(name -> facts.put("class", name));
    facts.put("score_date", found.source().scoreDate().toString());
    facts.put("generation", found.source().generation().number());
    return facts;
  }

  private String text(CachedPrediction found) {
    return String.format(
        Locale.ROOT,
        "%s  %s  score %.6f%s  (%s)",
        model.name(),
        key,
        found.score(),
        found.predictedClass().map(name -> "  class " + name).orElse(""),
        found.source());
  }
}
