package io.evenkeel.tests;

import io.delta.tables.DeltaTable;
import io.evenkeel.bench.BenchModel;
import io.evenkeel.bench.RandomModels;
import io.evenkeel.feature.language.Definitions;
import io.evenkeel.job.Journal;
import io.evenkeel.job.ScoreJob;
import io.evenkeel.job.ScoreResult;
import io.evenkeel.settings.Settings;
import io.evenkeel.settings.SettingsReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/**
 * Two small tables, a definition over them and a model: a run of it takes seconds, for tests of
 * what is around a run. Three days of sixty visits each, and the sales of the weeks before.
 *
 * @param home the folder of everything
 */
record SmallLakehouse(Path home) {
  static final String MODEL = "visits";
  static final LocalDate FIRST = LocalDate.of(2026, 3, 2);
  static final int ROWS = 60;

  private static Optional<SmallLakehouse> scored = Optional.empty();

  private static final String DEFINITION =
      """
      features.visits {
        version = 1
        timezone = UTC
        spine {
          table = visits, row_id = visit_id, keys { shop = int }
          date = day, as_of = "cast(day as timestamp)"
        }
        sources.sales { table = sales, keys { shop = shop }, event_time = sold_at, delay = 1h }
        columns {
          area     { expr = "area", type = float32, missing = keep }
          sold_7d  { from = sales, agg = "sum(amount)", window = 7d, empty = 0, type = float32,
                     missing = reject }
          sales_7d { from = sales, agg = "count(*)", window = 7d, empty = 0, type = float32,
                     missing = reject }
        }
      }
      """;

  /** Returns one whose first day is scored, made once for all tests of this JVM that only read. */
  static synchronized SmallLakehouse scored() throws IOException {
    if (scored.isEmpty()) {
      SmallLakehouse small = in(Files.createTempDirectory("evenkeel-small"));
      var unused = small.score(FIRST, Map.of(), Journal.SILENT);
      scored = Optional.of(small);
    }
    return scored.get();
  }

  /** Scores a day. */
  ScoreResult score(LocalDate day, Map<String, String> more, Journal journal) {
    return new ScoreJob(TestSpark.session(), settings(more), journal, Clock.systemUTC())
        .run(FlightLakehouse.request(MODEL, day));
  }

  /** Writes the tables, the definition and the model into a folder. */
  static SmallLakehouse in(Path home) throws IOException {
    SmallLakehouse small = new SmallLakehouse(home);
    SparkSession spark = TestSpark.session();
    small.write(
        "visits",
        spark
            .range(3L * ROWS)
            .selectExpr(
                "concat('visit-', id) as visit_id",
                "cast(id % 20 as int) as shop",
                "date_add(date'%s', cast(id div %d as int)) as day".formatted(FIRST, ROWS),
                "cast(50 + id as float) as area"));
    small.write(
        "sales",
        spark
            .range(400)
            .selectExpr(
                "cast(id % 20 as int) as shop",
                "timestamp'%s 12:00:00' - make_interval(0, 0, 0, cast(id div 20 as int)) as sold_at"
                    .formatted(FIRST),
                "cast(id % 7 as int) as amount"));
    Path definitions = Files.createDirectories(small.definitions());
    Files.writeString(definitions.resolve("visits.conf"), DEFINITION);
    var unused =
        BenchModel.of(
            Definitions.named(definitions, MODEL), RandomModels.linear(3), small.models());
    return small;
  }

  Path definitions() {
    return home.resolve("feature-defs");
  }

  Path models() {
    return home.resolve("models");
  }

  Path table(String name) {
    return home.resolve("tables").resolve(name);
  }

  /** Returns settings for this folder. */
  Settings settings(Map<String, String> more) {
    Map<String, String> given = new TreeMap<>(given());
    given.putAll(more);
    return SettingsReader.read(Optional.empty(), given);
  }

  /** Returns what the command line needs to be told of this folder, by key. */
  Map<String, String> given() {
    return Map.of(
        "evenkeel.home", home.toString(),
        "evenkeel.definitions", definitions().toString(),
        "evenkeel.models", models().toString());
  }

  /** Gives one row of a day no id, so that it goes to quarantine. */
  void breakOneRow(LocalDate day) {
    long first = ROWS * (day.toEpochDay() - FIRST.toEpochDay());
    DeltaTable.forPath(TestSpark.session(), table("visits").toString())
        .updateExpr("visit_id = 'visit-%d'".formatted(first), Map.of("visit_id", "null"));
  }

  /** Returns the published scores of a day, by row id. */
  List<Row> scores(LocalDate day) {
    return TestSpark.session()
        .read()
        .format("delta")
        .load(table("predictions").toString())
        .where("score_date = date'%s'".formatted(day))
        .selectExpr("row_id", "score")
        .orderBy("row_id")
        .collectAsList();
  }

  private void write(String name, Dataset<Row> rows) {
    rows.coalesce(1).write().format("delta").save(table(name).toString());
  }
}
