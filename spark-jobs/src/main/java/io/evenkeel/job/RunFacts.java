package io.evenkeel.job;

import io.evenkeel.delta.OnceOnly;
import io.evenkeel.settings.Settings;
import io.evenkeel.stage.cache.CacheStore;
import io.evenkeel.stage.drift.DriftReport;
import io.evenkeel.stage.scoring.ScoringFigures;
import io.evenkeel.stage.sink.RowTally;
import io.evenkeel.stage.sink.Stage;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** What a run tells the ledger at each state, by the names of the columns of {@code runs}. */
final class RunFacts {
  private RunFacts() {}

  static Map<String, Object> staged(
      Stage stage,
      RowTally spine,
      double seconds,
      Optional<ScoringFigures> figures,
      Settings settings) {
    Map<String, Object> facts = new LinkedHashMap<>();
    facts.put("manifest_sha", stage.manifestSha256());
    facts.put("rows_in", spine.rows());
    facts.put("rows_per_second", seconds > 0 ? spine.rows() / seconds : 0.0);
    figures.ifPresent(
        found -> {
          facts.putAll(found.facts());
          facts.put("cost_per_million", cost(found, settings.cost()));
        });
    return facts;
  }

  /** The price of a million predictions: a GPU's is added where one ran the model. */
  static double cost(ScoringFigures figures, Settings.Cost cost) {
    boolean gpu = !figures.providers().equals("cpu");
    return figures.costOfAMillion(cost.coreHour(), gpu ? cost.gpuHour() : 0);
  }

  static Map<String, Object> published(OnceOnly.Commit predictions, OnceOnly.Commit quarantine) {
    return Map.of(
        "predictions_version", predictions.version(), "quarantine_version", quarantine.version());
  }

  static Map<String, Object> cached(CacheStore.Outcome outcome) {
    return Map.of("cache", outcome.name().toLowerCase(Locale.ROOT));
  }

  static Map<String, Object> done(DriftReport drift) {
    return Map.of("drift_verdict", drift.verdict().word());
  }
}
