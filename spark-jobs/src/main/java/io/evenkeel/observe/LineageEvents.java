package io.evenkeel.observe;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.evenkeel.run.Slot;
import io.evenkeel.stage.ledger.RunRecord;
import io.evenkeel.stage.ledger.RunState;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;

/**
 * A run's record as OpenLineage events, one JSON object each. Datasets are named as OpenLineage
 * names files: namespace {@code file}, the table's absolute path, its version as a facet.
 *
 * @param namespace of jobs
 * @param tables the folder of tables
 * @see <a href="https://openlineage.io/docs/spec/object-model">OpenLineage's object model</a>
 */
record LineageEvents(String namespace, Path tables) {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String PRODUCER = "urn:evenkeel:scoring";
  private static final String SPEC = "https://openlineage.io/spec/";

  /** Returns the event of a run's start: its job and what it will read. */
  String started(RunRecord run) {
    return event("START", run.startedAt(), run, List.of());
  }

  /** Returns the event of a run's end: COMPLETE, or FAIL with the reason, and what it wrote. */
  String ended(RunRecord run) {
    return event(
        run.state() == RunState.DONE ? "COMPLETE" : "FAIL", run.lastAt(), run, outputs(run));
  }

  private String event(String type, Instant at, RunRecord run, List<Object> outputs) {
    Map<String, Object> event = new LinkedHashMap<>();
    event.put("eventType", type);
    event.put("eventTime", at.toString());
    event.put("producer", PRODUCER);
    event.put("schemaURL", SPEC + "2-0-2/OpenLineage.json#/$defs/RunEvent");
    event.put("run", run(type, run));
    event.put("job", job(run.claim().slot()));
    event.put("inputs", inputs(run));
    event.put("outputs", outputs);
    try {
      return JSON.writeValueAsString(event);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("An event is plain JSON: " + event, e);
    }
  }

  private static Map<String, Object> run(String type, RunRecord run) {
    Map<String, Object> facets = new TreeMap<>();
    Instant day = run.claim().slot().scoreDate().atStartOfDay(ZoneOffset.UTC).toInstant();
    facets.put(
        "nominalTime",
        facet("1-0-1/NominalTimeRunFacet", Map.of("nominalStartTime", day.toString())));
    if (run.facts().get("software") instanceof Map<?, ?> software
        && software.get("spark") != null) {
      facets.put(
          "processing_engine",
          facet(
              "1-1-1/ProcessingEngineRunFacet",
              Map.of("name", "spark", "version", String.valueOf(software.get("spark")))));
    }
    if (type.equals("FAIL")) {
      String why = String.valueOf(run.facts().getOrDefault("error", "superseded by a newer run"));
      facets.put(
          "errorMessage",
          facet(
              "1-0-1/ErrorMessageRunFacet", Map.of("message", why, "programmingLanguage", "JAVA")));
    }
    return Map.of("runId", id(run).toString(), "facets", facets);
  }

  /** The specification wants a UUID: one that anybody can compute from the run's id (version 3). */
  static UUID id(RunRecord run) {
    return UUID.nameUUIDFromBytes(run.claim().run().value().getBytes(StandardCharsets.UTF_8));
  }

  private Map<String, Object> job(Slot slot) {
    Map<String, String> type =
        Map.of("processingType", "BATCH", "integration", "EVENKEEL", "jobType", "SCORE");
    return Map.of(
        "namespace",
        namespace,
        "name",
        "score.%s.%s".formatted(slot.model(), slot.role()),
        "facets",
        Map.of("jobType", facet("2-0-4/JobTypeJobFacet", type)));
  }

  private List<Object> inputs(RunRecord run) {
    List<Object> inputs = new ArrayList<>();
    if (run.facts().get("input_versions") instanceof Map<?, ?> versions) {
      new TreeMap<>(versions)
          .forEach((name, version) -> inputs.add(dataset(name.toString(), (Number) version)));
    }
    return inputs;
  }

  private List<Object> outputs(RunRecord run) {
    List<Object> outputs = new ArrayList<>();
    output("predictions", run.facts(), "rows_scored", outputs);
    output("quarantine", run.facts(), "rows_quarantined", outputs);
    return outputs;
  }

  private void output(String table, Map<String, Object> facts, String rows, List<Object> outputs) {
    if (facts.get(table + "_version") instanceof Number version) {
      Map<String, Object> dataset = dataset(table, version);
      if (facts.get(rows) instanceof Number count) {
        Map<String, Long> statistics = Map.of("rowCount", count.longValue());
        dataset.put(
            "outputFacets",
            Map.of(
                "outputStatistics", facet("1-0-2/OutputStatisticsOutputDatasetFacet", statistics)));
      }
      outputs.add(dataset);
    }
  }

  /** A table without versions is told with the version -1 in the record, and without one here. */
  private Map<String, Object> dataset(String table, Number version) {
    Map<String, Object> dataset = new LinkedHashMap<>();
    dataset.put("namespace", "file");
    dataset.put("name", tables.toAbsolutePath().normalize().resolve(table).toString());
    if (version.longValue() >= 0) {
      Map<String, String> fields = Map.of("datasetVersion", version.toString());
      dataset.put("facets", Map.of("version", facet("1-0-1/DatasetVersionDatasetFacet", fields)));
    }
    return dataset;
  }

  private static Map<String, Object> facet(String schema, Map<String, ?> fields) {
    Map<String, Object> facet = new TreeMap<>(fields);
    String name = schema.substring(schema.indexOf('/') + 1);
    facet.put("_producer", PRODUCER);
    facet.put("_schemaURL", "%sfacets/%s.json#/$defs/%s".formatted(SPEC, schema, name));
    return facet;
  }
}
