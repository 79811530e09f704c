package io.evenkeel.observe;

import io.evenkeel.run.Slot;
import io.evenkeel.stage.ledger.RunRecord;
import io.evenkeel.stage.ledger.RunState;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The metrics of one run, from its record. What the run did not come to has no sample. */
final class RunMetrics {
  private static final double MILLIS = 1_000;

  /** A fact of the record that is a metric as it is. */
  private record Told(String fact, String metric, String help, double unit) {}

  private static final List<Told> TOLD =
      List.of(
          new Told(
              "rows_per_second", "rows_per_second", "Rows of the spine a second of scoring", 1),
          new Told(
              "model_seconds", "model_seconds", "Seconds of all tasks in which the model ran", 1),
          new Told("read_seconds", "read_seconds", "Seconds of all tasks waiting for rows", 1),
          new Told("task_seconds", "task_seconds", "Seconds of all tasks, first row to last", 1),
          new Told("batch_ms_p50", "batch_p50_seconds", "Median time of a batch", MILLIS),
          new Told("batch_ms_p99", "batch_p99_seconds", "99% of batches took no longer", MILLIS),
          new Told("peak_memory_bytes", "peak_memory_bytes", "Most memory of a process", 1),
          new Told("cost_per_million", "cost_per_million", "Price of a million predictions", 1),
          new Told(
              "parity_differing_cells",
              "parity_differing_cells",
              "Inputs that an export has otherwise",
              1),
          new Told(
              "rows_before_moment",
              "rows_before_moment",
              "Rows whose prediction moment had not come",
              1));

  private RunMetrics() {}

  /** Returns the metrics of a run that has ended, or was stopped. */
  static String text(RunRecord run) {
    Slot slot = run.claim().slot();
    Exposition out = new Exposition(Map.of("model", slot.model(), "role", slot.role()));
    info(out, run);
    boolean done = run.state() == RunState.DONE;
    add(out, "success", "1 where the newest run is published whole, else 0", done ? 1 : 0);
    Instant day = slot.scoreDate().atStartOfDay(ZoneOffset.UTC).toInstant();
    add(out, "score_date_seconds", "The day that was scored, midnight UTC", seconds(day));
    add(out, "finished_seconds", "When the run ended", seconds(run.lastAt()));
    Duration took = Duration.between(run.startedAt(), run.lastAt());
    add(out, "duration_seconds", "From the claim to the end", took.toMillis() / MILLIS);
    run.stageSeconds()
        .forEach(
            (stage, value) ->
                add(out, "stage_seconds", "Seconds to reach each state", "stage", stage, value));
    rows(out, run.facts());
    Object verdict = run.facts().get("drift_verdict");
    if (verdict != null) {
      boolean alert = verdict.equals("alert");
      add(out, "drift_alert", "1 where the drift verdict is alert, else 0", alert ? 1 : 0);
    }
    for (Told told : TOLD) {
      if (run.facts().get(told.fact()) instanceof Number value) {
        add(out, told.metric(), told.help(), value.doubleValue() / told.unit());
      }
    }
    return out.toString();
  }

  private static void info(Exposition out, RunRecord run) {
    Map<String, String> labels = new LinkedHashMap<>();
    labels.put("run_id", run.claim().run().value());
    labels.put("generation", Integer.toString(run.claim().generation().number()));
    labels.put("score_date", run.claim().slot().scoreDate().toString());
    labels.put("state", run.state().name());
    for (String fact : List.of("model_version", "feature_set", "provider")) {
      Object value = run.facts().get(fact);
      if (value != null) {
        labels.put(fact, value.toString());
      }
    }
    out.add("evenkeel_run_info", "What the newest run is; always 1", labels, 1);
  }

  private static void rows(Exposition out, Map<String, Object> facts) {
    for (String outcome : List.of("in", "scored", "quarantined")) {
      if (facts.get("rows_" + outcome) instanceof Number rows) {
        add(out, "rows", "Rows: in = scored + quarantined", "outcome", outcome, rows.doubleValue());
      }
    }
    if (facts.get("quarantine_reasons") instanceof Map<?, ?> reasons) {
      reasons.forEach(
          (reason, rows) ->
              add(
                  out,
                  "quarantined_rows",
                  "Rows in quarantine by first breach",
                  "reason",
                  reason.toString(),
                  rows instanceof Number n ? n.doubleValue() : 0));
    }
  }

  private static void add(Exposition out, String metric, String help, double value) {
    out.add("evenkeel_run_" + metric, help, Map.of(), value);
  }

  private static void add(
      Exposition out, String metric, String help, String label, String of, double value) {
    out.add("evenkeel_run_" + metric, help, Map.of(label, of), value);
  }

  private static double seconds(Instant at) {
    return at.toEpochMilli() / MILLIS;
  }
}
