package io.evenkeel.stage.ledger;

import io.evenkeel.delta.CommentedTable.Column;
import java.math.BigDecimal;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.spark.sql.Row;

/**
 * A column of the runs table and where its value comes from.
 *
 * @param told whether the value is a fact that the run told the ledger under the column's name
 * @param value the value in Spark's external type; empty for null
 */
record RunColumn(Column column, boolean told, Function<RunRecord, Optional<Object>> value) {
  /** All columns, in order. */
  static final List<RunColumn> ALL =
      List.of(
          of("run_id", "STRING", "Id of the run", run -> run.claim().run().value()),
          of("model", "STRING", "Name of the model", run -> run.claim().slot().model()),
          of("role", "STRING", "Role of the model", run -> run.claim().slot().role()),
          of("score_date", "DATE", "Day scored", run -> run.claim().slot().scoreDate()),
          of(
              "generation",
              "INT",
              "Number within the slot",
              run -> run.claim().generation().number()),
          of("state", "STRING", "State at the end", run -> run.state().name()),
          fact("attempt", "BIGINT", "How often this run key had been claimed, with this time"),
          fact("run_key", "STRING", "SHA-256 of all that decides the result"),
          fact("model_version", "STRING", "Version of the model"),
          fact("model_sha256", "STRING", "SHA-256 of the model's file"),
          fact("feature_set", "STRING", "Name of the feature definition"),
          fact("feature_fingerprint", "STRING", "SHA-256 of the feature definition"),
          fact("input_versions", "MAP<STRING, BIGINT>", "Pinned version of each input table"),
          fact("config_sha256", "STRING", "SHA-256 of the settings that change results"),
          fact(
              "cutoff", "TIMESTAMP", "Instant up to which the inputs are known, where it is known"),
          fact("cutoff_origin", "STRING", "given, or the table whose commit decides the cut-off"),
          fact("rows_before_moment", "BIGINT", "Rows whose prediction moment is after the cut-off"),
          fact("parity_rows", "BIGINT", "Scored rows recomputed as a training export would"),
          fact("parity_cells", "BIGINT", "Model inputs of these rows that were compared"),
          fact("parity_differing_cells", "BIGINT", "Of these, how many were not the same bits"),
          fact("parity_absent_rows", "BIGINT", "Scored rows of the sample that an export lacks"),
          fact("parity_differing_by_feature", "MAP<STRING, BIGINT>", "Differing cells by feature"),
          fact(
              "short_history",
              "MAP<STRING, BIGINT>",
              "Rows by feature whose window starts before the source's first event"),
          fact("software", "MAP<STRING, STRING>", "Version of each program that took part"),
          fact("rows_in", "BIGINT", "Rows of the spine; rows_scored + rows_quarantined"),
          fact("rows_scored", "BIGINT", "Rows with a score"),
          fact("rows_quarantined", "BIGINT", "Rows without a score"),
          fact("key_hash_sum_in", "DECIMAL(38,0)", "Sum of xxhash64(row_id) over the spine"),
          fact("key_hash_sum_scored", "DECIMAL(38,0)", "The same over rows with a score"),
          fact("key_hash_sum_quarantined", "DECIMAL(38,0)", "The same over rows without"),
          fact("quarantine_reasons", "MAP<STRING, BIGINT>", "Rows by first breach"),
          fact("manifest_sha", "STRING", "SHA-256 of the stage's manifest"),
          fact("predictions_version", "BIGINT", "Version of predictions that the run committed"),
          fact("quarantine_version", "BIGINT", "Version of quarantine that the run committed"),
          fact("cache", "STRING", "What became of the cache: live or not_newer"),
          fact("drift_verdict", "STRING", "Verdict of the drift report"),
          fact("rows_per_second", "DOUBLE", "Rows of the spine for a second of scoring"),
          fact("model_seconds", "DOUBLE", "Seconds of all tasks in which the model ran"),
          fact("read_seconds", "DOUBLE", "Seconds of all tasks in which they waited for rows"),
          fact("task_seconds", "DOUBLE", "Seconds of all tasks, first row to last"),
          fact(
              "batch_ms_p50",
              "DOUBLE",
              "Median time of a batch once its rows are read, in milliseconds"),
          fact("batch_ms_p95", "DOUBLE", "95% of batches took no longer, in milliseconds"),
          fact("batch_ms_p99", "DOUBLE", "99% of batches took no longer, in milliseconds"),
          fact("batch_rows", "BIGINT", "Greatest number of rows in a batch"),
          fact("model_threads", "BIGINT", "Threads of the model in a task"),
          fact("provider", "STRING", "What ran the model: cpu, cuda"),
          fact(
              "gpu_refusal",
              "STRING",
              "Why GPUs that tasks were given did not run the model, where they did not"),
          fact("onnx_runtime", "STRING", "Name and version of what ran the model"),
          fact("kernel", "STRING", "What computed the scores: trees, or onnxruntime and why"),
          fact(
              "trial_onnx_rows_per_second",
              "BIGINT",
              "Rows that ONNX Runtime scored in a second of the trial; 0 without one"),
          fact(
              "trial_trees_rows_per_second",
              "BIGINT",
              "Rows that trees in plain Java scored in a second of the trial; 0 without one"),
          fact("peak_memory_bytes", "BIGINT", "Greatest memory of a process that scored"),
          fact(
              "percent_of_attainable",
              "DOUBLE",
              "Seconds of reading and of the model, in percent of the tasks' seconds"),
          fact(
              "tokens_fed",
              "BIGINT",
              "Tokens of texts that the model was given, padding included, where it takes one"),
          fact("padding_percent", "DOUBLE", "Padding, in percent of the tokens fed"),
          fact("truncated_rows", "BIGINT", "Rows whose text had more tokens than the model takes"),
          fact("tokenizer_seconds", "DOUBLE", "Seconds of all tasks that making tokens took"),
          fact("cost_per_million", "DOUBLE", "Price of a million predictions, cost.currency"),
          of("started_at", "TIMESTAMP", "When the generation was claimed", RunRecord::startedAt),
          of("finished_at", "TIMESTAMP", "When the last state was reached", RunRecord::lastAt),
          of(
              "stage_seconds",
              "MAP<STRING, DOUBLE>",
              "Seconds to reach each state",
              RunRecord::stageSeconds),
          fact("error", "STRING", "Why the run stopped; null where it did not"));

  private static RunColumn of(
      String name, String type, String comment, Function<RunRecord, Object> value) {
    return new RunColumn(
        new Column(name, type, comment), /* told= */ false, value.andThen(Optional::of));
  }

  private static RunColumn fact(String name, String type, String comment) {
    return new RunColumn(
        new Column(name, type, comment + "; null where the run did not come so far"),
        /* told= */ true,
        run -> Optional.ofNullable(run.facts().get(name)).map(fact -> external(type, fact)));
  }

  /** Returns the facts that a run had told the ledger, from its row of the table. */
  static Map<String, Object> facts(Row row) {
    Map<String, Object> facts = new TreeMap<>();
    List<String> names = List.of(row.schema().fieldNames());
    for (RunColumn column : ALL) {
      int at = column.told() ? names.indexOf(column.column().name()) : -1;
      if (at >= 0 && !row.isNullAt(at)) {
        facts.put(column.column().name(), plain(row, at));
      }
    }
    return facts;
  }

  /** A value as the ledger holds it: text, number, or a map of those. */
  private static Object plain(Row row, int at) {
    Object value = row.get(at);
    if (value instanceof scala.collection.Map) {
      return new TreeMap<>(row.getJavaMap(at));
    }
    if (value instanceof Timestamp instant) {
      return instant.toInstant().toString();
    }
    return value instanceof BigDecimal decimal ? decimal.toPlainString() : value;
  }

  private static Object external(String type, Object fact) {
    return switch (type) {
      case "BIGINT" -> ((Number) fact).longValue();
      case "DOUBLE" -> ((Number) fact).doubleValue();
      case "TIMESTAMP" -> Instant.parse(fact.toString());
      case "DECIMAL(38,0)" -> new BigDecimal(fact.toString());
      case "MAP<STRING, BIGINT>" -> values(fact, value -> ((Number) value).longValue());
      case "MAP<STRING, STRING>" -> values(fact, Object::toString);
      default -> fact.toString();
    };
  }

  private static Map<String, Object> values(Object fact, Function<Object, Object> external) {
    return ((Map<?, ?>) fact)
        .entrySet().stream()
            .collect(
                Collectors.toMap(
                    entry -> entry.getKey().toString(),
                    entry -> external.apply(entry.getValue()),
                    (first, second) -> second,
                    TreeMap::new));
  }
}
