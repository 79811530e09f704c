package io.evenkeel.job;

import io.delta.tables.DeltaTable;
import io.evenkeel.delta.AlertsTable;
import io.evenkeel.delta.PublishedCommit;
import io.evenkeel.disk.DirectorySize;
import io.evenkeel.fault.EvenkeelException;
import io.evenkeel.fault.Fault;
import io.evenkeel.job.doctor.Finding;
import io.evenkeel.job.doctor.StaleStages;
import io.evenkeel.settings.Settings;
import io.evenkeel.stage.drift.DriftTables;
import io.evenkeel.stage.outcome.OutcomeTables;
import java.nio.file.Files;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.ConcurrentModificationException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/**
 * Keeps what is published small and quick to read: small files are written together, files that no
 * kept version needs are removed, stages that are published are removed. Source tables are never
 * touched. Safe beside runs: a run that conflicts with it tries again.
 *
 * @param clock says how old files are
 */
public record MaintainJob(SparkSession spark, Settings settings, Journal journal, Clock clock) {
  private static final int ATTEMPTS = 5;
  private static final String LISTING_TASKS =
      "spark.sql.sources.parallelPartitionDiscovery.parallelism";
  private static final long TASKS_FOR_A_CORE = 4;

  /** By default Delta takes the table's property, seven days, whatever VACUUM is asked to keep. */
  private static final String OWN_RETENTION =
      "spark.databricks.delta.vacuum.retentionWindowIgnore.enabled";

  private static final double MEGABYTE = 1e6;
  private static final List<String> TABLES =
      List.of(
          RunOutput.PREDICTIONS,
          RunOutput.QUARANTINE,
          RunOutput.RUNS,
          DriftTables.RUN,
          DriftTables.METRIC,
          DriftTables.HISTOGRAM,
          OutcomeTables.METRIC,
          OutcomeTables.DECISION,
          AlertsTable.NAME);

  /**
   * Does what is asked, in the order stages, files together, files removed.
   *
   * @throws EvenkeelException with fault RETRYABLE, if a table stays in conflict; what was done
   *     until then stays done
   */
  public void run(MaintainRequest request) {
    RunOutput output = RunOutput.of(spark, settings, clock);
    if (request.stages()) {
      stages(output);
    }
    for (String table : tables()) {
      if (request.optimize()) {
        retried(table, () -> optimized(table));
      }
      if (request.vacuum()) {
        retried(table, () -> vacuumed(table, output));
      }
    }
  }

  private List<String> tables() {
    return TABLES.stream()
        .filter(name -> Files.isDirectory(settings.folders().tables().resolve(name)))
        .toList();
  }

  private void stages(RunOutput output) {
    List<String> removed = new ArrayList<>();
    for (Finding finding : new StaleStages(output.staging(), output.ledger(), true).look()) {
      finding.remedy().ifPresent(remedy -> removed.add(remedy.get()));
    }
    journal.step(
        "stages",
        "%,d removed: what they held is published, or was passed".formatted(removed.size()),
        Map.of("removed", removed.size()));
  }

  private String optimized(String table) {
    Dataset<Row> result = open(table).optimize().executeCompaction();
    Row metrics = result.first().getStruct(1);
    long added = metrics.<Long>getAs("numFilesAdded");
    long removed = metrics.<Long>getAs("numFilesRemoved");
    journal.step(
        "optimize",
        "%s: %,d small files became %,d".formatted(table, removed, added),
        Map.of("table", table, "files_removed", removed, "files_added", added));
    return table;
  }

  private String vacuumed(String table, RunOutput output) {
    double hours = retention(table, output).toMinutes() / 60.0;
    long before = size(table);
    // Removed files stay listed in the table's log; what the call returns is an empty table.
    var unused = open(table).vacuum(hours);
    long after = size(table);
    journal.step(
        "vacuum",
        "%s: %.1f MB became %.1f MB; versions of the last %.0f days can be read"
            .formatted(table, before / MEGABYTE, after / MEGABYTE, hours / 24),
        Map.of("table", table, "bytes_before", before, "bytes_after", after, "hours", hours));
    return table;
  }

  /**
   * A file goes when it was replaced longer ago than this. A version from which a cache was loaded,
   * and to which a rollback leads, keeps its files: nothing is removed that was replaced since.
   */
  private Duration retention(String table, RunOutput output) {
    Duration asked = Duration.ofDays(settings.maintain().keepHistoryDays());
    if (!table.equals(RunOutput.PREDICTIONS)) {
      return asked;
    }
    return new RollbackTargets(
            output.cache(), PublishedCommit.of(spark, output.predictions().path()))
        .oldest()
        .map(target -> Duration.between(target, clock.instant()).plusHours(1))
        .filter(needed -> needed.compareTo(asked) > 0)
        .orElse(asked);
  }

  /**
   * Opens a table in a session of its own, where VACUUM lists folders in a few tasks a core. As
   * Spark comes, it makes 10,000 tasks for each table, however few files that has.
   */
  private DeltaTable open(String table) {
    SparkSession own = spark.newSession();
    own.conf().set(LISTING_TASKS, TASKS_FOR_A_CORE * spark.sparkContext().defaultParallelism());
    own.conf().set(OWN_RETENTION, false);
    return DeltaTable.forPath(own, RunOutput.table(settings.folders(), table));
  }

  private long size(String table) {
    return DirectorySize.of(settings.folders().tables().resolve(table));
  }

  private static void retried(String table, Supplier<String> work) {
    for (int attempt = 1; ; attempt++) {
      Optional<RuntimeException> conflict = conflict(work);
      if (conflict.isEmpty()) {
        return;
      }
      if (attempt == ATTEMPTS) {
        throw EvenkeelException.of(
                Fault.RETRYABLE,
                "Runs kept changing %s, so that its files could not be written together"
                    .formatted(table))
            .safe("the table is as the runs left it")
            .next("./evenkeel maintain, when fewer runs are under way")
            .causedBy(conflict.get());
      }
    }
  }

  private static Optional<RuntimeException> conflict(Supplier<String> work) {
    try {
      var unused = work.get();
      return Optional.empty();
    } catch (ConcurrentModificationException conflict) {
      return Optional.of(conflict);
    }
  }
}
