package io.evenkeel.job.chaos;

import io.evenkeel.settings.Settings;
import io.evenkeel.settings.SettingsReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/**
 * Two small tables, a definition over them and a model, in a folder of their own: {@value #ROWS}
 * visits on each of {@value #DAYS} days, one in {@value #POISONED_EVERY} of which lacks a value
 * that it must have, and the sales of the weeks before.
 *
 * @param folder everything is below it
 */
record ScratchWarehouse(Path folder) {
  static final String MODEL = "visits";
  static final LocalDate FIRST = LocalDate.of(2026, 3, 2);
  static final int DAYS = 2;
  static final int ROWS = 2000;
  static final int POISONED_EVERY = 1000;

  private static final String RESOURCES = "/io/evenkeel/chaos/";
  private static final List<String> ARTIFACT =
      List.of("model.onnx", "metadata.json", "reference-profile.json");

  /** Fills the folder. */
  static ScratchWarehouse create(SparkSession spark, Path folder) {
    ScratchWarehouse warehouse = new ScratchWarehouse(folder.toAbsolutePath());
    try {
      copy("visits.conf", warehouse.definitions().resolve("visits.conf"));
      for (String file : ARTIFACT) {
        copy(file, warehouse.artifact().resolve(file));
      }
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot fill " + folder, e);
    }
    warehouse.write("visits", visits(spark));
    warehouse.write("sales", sales(spark));
    return warehouse;
  }

  private static Dataset<Row> visits(SparkSession spark) {
    return spark
        .range((long) DAYS * ROWS)
        .selectExpr(
            "concat('visit-', id) AS visit_id",
            "cast(id % 20 AS int) AS shop",
            "date_add(DATE'%s', cast(id div %d AS int)) AS day".formatted(FIRST, ROWS),
            "if(id %% %d = 7, null, cast((id %% 97) / 97 AS float)) AS area"
                .formatted(POISONED_EVERY));
  }

  private static Dataset<Row> sales(SparkSession spark) {
    return spark
        .range(400)
        .selectExpr(
            "cast(id % 20 AS int) AS shop",
            "TIMESTAMP'%s 12:00:00' - make_interval(0, 0, 0, cast(id div 20 AS int)) AS sold_at"
                .formatted(FIRST),
            "cast(id % 7 AS int) AS amount");
  }

  /** Returns the days, the oldest first. */
  List<LocalDate> days() {
    return Stream.iterate(FIRST, day -> day.plusDays(1)).limit(DAYS).toList();
  }

  /** Returns the day that the cache serves. */
  LocalDate newest() {
    return FIRST.plusDays(DAYS - 1L);
  }

  /** Returns the settings of runs here, as {@code --conf} takes them. */
  Map<String, String> conf() {
    return Map.of(
        "evenkeel.home", folder.toString(),
        "evenkeel.definitions", definitions().toString(),
        "evenkeel.models", folder.resolve("models").toString());
  }

  /** Returns the settings of runs here. */
  Settings settings() {
    return SettingsReader.read(Optional.empty(), conf());
  }

  /** Returns the folder of a table. */
  Path table(String name) {
    return settings().folders().tables().resolve(name);
  }

  /** Returns the folder of the model's files. */
  Path artifact() {
    return folder.resolve("models").resolve(MODEL).resolve("1");
  }

  /** Commits a new version of an input without a change to its rows, so that days are not done. */
  void touch(SparkSession spark, long round) {
    var unused =
        spark.sql(
            "ALTER TABLE delta.`%s` SET TBLPROPERTIES ('round' = '%d')"
                .formatted(table("visits"), round));
  }

  private Path definitions() {
    return folder.resolve("feature-defs");
  }

  private void write(String name, Dataset<Row> rows) {
    rows.coalesce(1).write().format("delta").save(table(name).toString());
  }

  private static void copy(String resource, Path target) throws IOException {
    Files.createDirectories(target.getParent());
    try (InputStream in = ScratchWarehouse.class.getResourceAsStream(RESOURCES + resource)) {
      if (in == null) {
        throw new IllegalStateException("The jar has no " + RESOURCES + resource);
      }
      Files.copy(in, target);
    }
  }
}
