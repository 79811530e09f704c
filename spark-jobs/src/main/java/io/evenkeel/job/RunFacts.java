package io.evenkeel.job;

import io.evenkeel.delta.OnceOnly;
import io.evenkeel.stage.cache.CacheStore;
import io.evenkeel.stage.drift.DriftReport;
import io.evenkeel.stage.sink.RowTally;
import io.evenkeel.stage.sink.Stage;
import java.util.Locale;
import java.util.Map;

/** What a run tells the ledger at each state, by the names of the columns of {@code runs}. */
final class RunFacts {
  private RunFacts() {}

  static Map<String, Object> staged(Stage stage, RowTally spine, double seconds) {
    return Map.of(
        "manifest_sha",
        stage.manifestSha256(),
        "rows_in",
        spine.rows(),
        "rows_per_second",
        seconds > 0 ? spine.rows() / seconds : 0.0);
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
