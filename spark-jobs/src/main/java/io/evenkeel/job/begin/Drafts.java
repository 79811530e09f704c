package io.evenkeel.job.begin;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The files of a new model besides its definition. */
final class Drafts {
  private static final String LIKE = "flight_delay";
  private static final List<String> TRAINING =
      List.of(
          "artifact.py",
          "export.py",
          "pipeline.py",
          "quality.py",
          "reference_profile.py",
          "requirements.txt",
          "slices.py",
          "train.py");

  private static final String DAG =
      """
      \"""The DAGs of %1$s, as conf/airflow/models/%1$s.yaml describes them.\"""

      from evenkeel_airflow import declare_model

      declare_model("%1$s")
      """;

  private static final String CONF =
      """
      # The DAGs of the model %1$s; conf/airflow/models/flight_delay.yaml explains each key.

      owner: %1$s

      # Nightly, the rows of the day before.
      score:
        schedule: 0 2 * * *
        timezone: UTC
        start: %3$s
        catchup: false
        day: -1
        inputs:
          - "{home}/tables/%2$s/_delta_log"
        wait: 2h
        timeout: 1h

      # By hand only.
      export:
        features: %1$s
        after: []
        days: 90
        timeout: 2h
      """;

  private Drafts() {}

  /** Returns the training code of a model, by path under its folder: copies of flight_delay's. */
  static Map<String, String> training(BeginRequest request) {
    Map<String, String> files = new LinkedHashMap<>();
    files.put("train", adapted(resource("train"), request));
    for (String name : TRAINING) {
      files.put("training/" + name, adapted(resource("training/" + name), request));
    }
    return files;
  }

  static String dag(BeginRequest request) {
    return DAG.formatted(request.model());
  }

  /** Returns the settings of the DAGs. */
  static String conf(BeginRequest request, String start) {
    return CONF.formatted(request.model(), request.table(), start);
  }

  private static String adapted(String text, BeginRequest request) {
    return text.replace(LIKE, request.model())
        .replace(
            "[\"on_time\", \"late\"]",
            "[\"not_%s\", \"%s\"]".formatted(request.label(), request.label()))
        .replace("a late flight", "a row whose label is 1")
        .replace("} flights from", "} rows from");
  }

  private static String resource(String name) {
    try (InputStream in = Drafts.class.getResourceAsStream("model/" + name)) {
      if (in == null) {
        throw new IllegalStateException("The jar has no template " + name);
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
