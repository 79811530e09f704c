package io.evenkeel.job;

import io.evenkeel.delta.OnceOnly;
import io.evenkeel.run.Claim;
import io.evenkeel.settings.EarlyRows;
import io.evenkeel.settings.Settings;
import io.evenkeel.stage.cache.CacheStore;
import io.evenkeel.stage.drift.DriftReport;
import io.evenkeel.stage.ledger.RunRecord;
import io.evenkeel.stage.parity.ParityReport;
import io.evenkeel.stage.scoring.ScoringFigures;
import io.evenkeel.stage.scoring.TextFigures;
import io.evenkeel.stage.sink.AuditReport;
import io.evenkeel.stage.sink.RowTally;
import java.nio.file.Path;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Tells a scoring run's steps, each once, in the run's order. */
record RunJournal(Journal journal, Settings.Cost cost) {
  private static final int SHORT_HASH = 8;

  void planned(ScorePlan plan) {
    journal.step(
        "plan",
        "%s on %s  model %s  features %s  input %s"
            .formatted(
                plan.artifact(),
                plan.slot().scoreDate(),
                plan.artifact().metadata().onnx().sha256().substring(0, SHORT_HASH),
                plan.fingerprint().substring(0, SHORT_HASH),
                plan.inputs()),
        plan.facts());
  }

  /** Tells that an observer could not be told of the run. */
  void undelivered(String why) {
    journal.step(
        "observe", "not delivered, and the run goes on: " + why, Map.of("not_delivered", why));
  }

  /** Tells rows whose prediction moment has not come, where there are any. */
  void early(PredictionMoments.Counted counted, ScorePlan plan) {
    if (counted.early() > 0) {
      PredictionMoments moments = plan.moments();
      journal.step(
          "cutoff",
          "%,d of %,d rows have a prediction moment after the cut-off %s: %s"
              .formatted(
                  counted.early(),
                  counted.spine().rows(),
                  moments.cutOff(),
                  moments.policy() == EarlyRows.FLAG
                      ? "scored all the same"
                      : "they go to quarantine"),
          Map.of("rows_before_moment", counted.early(), "cutoff", moments.cutOff().toString()));
    }
  }

  void alreadyDone(RunRecord run) {
    journal.step(
        "done",
        "already done by %s: %,d scored, %,d quarantined, drift %s"
            .formatted(
                run.claim().run(),
                number(run, "rows_scored"),
                number(run, "rows_quarantined"),
                run.facts().getOrDefault("drift_verdict", "not judged")),
        Map.of("already_done", true, "run_id", run.claim().run().value()));
  }

  void scored(RowTally spine, double seconds, Optional<ScoringFigures> figures) {
    Map<String, Object> facts = new LinkedHashMap<>();
    facts.put("rows", spine.rows());
    facts.put("seconds", seconds);
    figures.ifPresent(found -> facts.putAll(found.facts()));
    String text =
        String.format(
            Locale.ROOT,
            "%,d rows in %.1f s, features included (%,.0f rows/s)",
            spine.rows(),
            seconds,
            seconds > 0 ? spine.rows() / seconds : 0);
    journal.step("score", text + figures.map(this::sentence).orElse(""), facts);
    figures.flatMap(ScoringFigures::texts).ifPresent(this::texts);
  }

  private void texts(TextFigures figures) {
    journal.step(
        "texts",
        String.format(
            Locale.ROOT,
            "%,d tokens, of which %.1f%% padding; %,d rows lost the end of their text",
            figures.tokensFed(),
            figures.paddingPercent(),
            figures.cutRows()),
        figures.facts());
  }

  private String sentence(ScoringFigures figures) {
    return String.format(
        Locale.ROOT,
        "\nbatches of up to %,d on %s: half within %.2f ms, 99%% within %.2f ms; %.0f%% of attainable; %s%.4f a million rows",
        figures.batchRows(),
        figures.providers(),
        figures.batchMillis().p50(),
        figures.batchMillis().p99(),
        figures.percentOfAttainable(),
        cost.currency(),
        RunFacts.cost(figures, cost));
  }

  void checked(RowTally spine, StageChecks checks) {
    checks.parity().ifPresent(this::parity);
    if (!checks.shortHistories().isEmpty()) {
      shortHistory(checks);
    }
    audited(spine, checks.audit());
  }

  private void shortHistory(StageChecks checks) {
    String starts =
        checks.shortHistories().stream()
            .map(
                history ->
                    "%s from %s"
                        .formatted(
                            history.source(),
                            history.starts().map(Instant::toString).orElse("nowhere")))
            .distinct()
            .collect(Collectors.joining(", "));
    journal.step(
        "history",
        "windows start before the tables do (%s); rows by feature: %s"
            .formatted(starts, checks.shortHistoryRows()),
        Map.of("short_history", checks.shortHistoryRows()));
  }

  private void parity(ParityReport report) {
    journal.step("parity", report.sentence(), report.facts());
  }

  private void audited(RowTally spine, AuditReport report) {
    journal.step(
        "audit",
        "in %,d = scored %,d + quarantined %,d  keys ok"
            .formatted(spine.rows(), report.scored().rows(), report.quarantined().rows()),
        report.facts(spine));
  }

  void published(OnceOnly.Commit predictions, Claim claim) {
    journal.step(
        "publish",
        "predictions@v%d  generation %s".formatted(predictions.version(), claim.generation()),
        Map.of(
            "predictions_version",
            predictions.version(),
            "generation",
            claim.generation().number(),
            "run_id",
            claim.run().value()));
  }

  void cached(CacheStore.Outcome outcome, Claim claim) {
    String sentence =
        outcome == CacheStore.Outcome.LIVE
            ? "%s generation %s is live".formatted(claim.slot().scoreDate(), claim.generation())
            : "left as it is: a newer day or generation is live";
    journal.step("cache", sentence, RunFacts.cached(outcome));
  }

  void drift(DriftReport report, Path page) {
    journal.step(
        "drift",
        "%s: %s\n%s".formatted(report.verdict().word(), report.verdict().sentence(), page),
        Map.of(
            "verdict", report.verdict().word(),
            "sentence", report.verdict().sentence(),
            "page", page.toString()));
  }

  void done(RunRecord run) {
    double seconds = java.time.Duration.between(run.startedAt(), run.lastAt()).toMillis() / 1000.0;
    journal.step(
        "done",
        String.format(Locale.ROOT, "%s in %.1f s", run.claim().run(), seconds),
        Map.of("already_done", false, "run_id", run.claim().run().value(), "seconds", seconds));
  }

  private static long number(RunRecord run, String fact) {
    return run.facts().get(fact) instanceof Number number ? number.longValue() : 0;
  }
}
