package io.evenkeel.job;

import io.evenkeel.settings.Settings;
import io.evenkeel.stage.cache.CacheStore;
import io.evenkeel.stage.ledger.Ledger;
import io.evenkeel.stage.ledger.LocalFiles;
import io.evenkeel.stage.ledger.RunsTable;
import io.evenkeel.stage.sink.PredictionsTable;
import io.evenkeel.stage.sink.QuarantineTable;
import io.evenkeel.stage.sink.StagingArea;
import java.time.Clock;
import org.apache.spark.sql.SparkSession;

/** The places that a scoring run writes to. */
record RunOutput(
    Ledger ledger,
    StagingArea staging,
    QuarantineTable quarantine,
    PredictionsTable predictions,
    CacheStore cache,
    RunsTable runs) {
  static final String PREDICTIONS = "predictions";
  static final String QUARANTINE = "quarantine";
  static final String RUNS = "runs";

  /** Returns the places that the settings name. */
  static RunOutput of(SparkSession spark, Settings settings, Clock clock) {
    Settings.Folders folders = settings.folders();
    return new RunOutput(
        new Ledger(new LocalFiles(folders.ledger()), clock),
        new StagingArea(spark, folders.staging().toAbsolutePath().toString()),
        new QuarantineTable(spark, table(folders, QUARANTINE)),
        new PredictionsTable(spark, table(folders, PREDICTIONS)),
        PredictionStores.of(settings),
        new RunsTable(spark, table(folders, RUNS)));
  }

  /** Returns the absolute path of a published table. */
  static String table(Settings.Folders folders, String name) {
    return folders.tables().resolve(name).toAbsolutePath().toString();
  }
}
