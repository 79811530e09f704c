package io.evenkeel.cli;

import io.evenkeel.job.DemoJob;
import io.evenkeel.job.Journal;
import io.evenkeel.job.PredictionStores;
import io.evenkeel.job.QueryJob;
import io.evenkeel.settings.Settings;
import io.evenkeel.stage.cache.PredictionCache;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code evenkeel demo}. */
@Command(
    name = "demo",
    description = {
      "Runs the nightly loop on the New York flights of 2013.",
      "Loads a warehouse, exports training data, scores a week of July, looks a prediction up,"
          + " queries the tables."
    },
    footer = {"", "Example:", "  ./evenkeel demo"})
final class DemoCommand implements Callable<Integer> {
  private static final String QUERY =
      """
      select score_date, rows_in, rows_scored, rows_quarantined, drift_verdict
      from runs where model = '%s' and state = 'DONE' order by score_date"""
          .formatted(DemoJob.MODEL);
  private static final String KEY = "%s-UA-673-EWR".formatted(DemoJob.LAST_DAY);

  @Mixin private SharedOptions options = new SharedOptions();

  @Override
  public Integer call() {
    Settings settings = options.settings();
    Journal journal = options.journal();
    SparkSession spark = options.spark("demo");
    try {
      new DemoJob(spark, settings, journal, Clock.systemUTC()).run();
      lookUp(settings, journal);
      query(new QueryJob(spark, settings.folders().tables()).run(QUERY), journal);
      paths(settings.folders(), journal);
      return 0;
    } finally {
      spark.stop();
    }
  }

  private static void lookUp(Settings settings, Journal journal) {
    try (PredictionCache cache = PredictionStores.of(settings).reader(DemoJob.MODEL)) {
      String found = cache.lookup(KEY).map(p -> "score %.4f".formatted(p.score())).orElse("no row");
      journal.step(
          "lookup", lookUp(found, cache.live().toString()), Map.of("key", KEY, "found", found));
    }
  }

  static String lookUp(String found, String live) {
    return "./evenkeel lookup %s %s\n%s, of %s".formatted(DemoJob.MODEL, KEY, found, live);
  }

  private static void query(Dataset<Row> rows, Journal journal) {
    String told = query(List.of(rows.columns()), rows.collectAsList());
    journal.step("sql", told, Map.of("query", QUERY));
  }

  static String query(List<String> columns, List<Row> rows) {
    return QUERY + "\n" + TextTable.of(columns, rows).stripTrailing();
  }

  private static void paths(Settings.Folders folders, Journal journal) {
    journal.step(
        "open",
        paths(folders),
        Map.of("reports", folders.reports().toString(), "tables", folders.tables().toString()));
  }

  static String paths(Settings.Folders folders) {
    return "%s  drift reports\n%s  Delta tables\n%s  training exports"
        .formatted(folders.reports(), folders.tables(), folders.exports());
  }
}
