package io.evenkeel.job;

import io.evenkeel.fault.EvenkeelException;
import io.evenkeel.fault.Fault;
import io.evenkeel.feature.FeatureSet;
import io.evenkeel.feature.language.Definitions;
import io.evenkeel.feature.language.Fingerprint;
import io.evenkeel.run.Slot;
import io.evenkeel.settings.Settings;
import io.evenkeel.stage.ledger.Ledger;
import io.evenkeel.stage.ledger.LocalFiles;
import io.evenkeel.stage.ledger.RunRecord;
import io.evenkeel.stage.ledger.RunState;
import io.evenkeel.stage.parity.ChangedCells;
import io.evenkeel.stage.warehouse.TableChange;
import io.evenkeel.stage.warehouse.Warehouse;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.spark.sql.SparkSession;

/**
 * Tells which values of a past day have changed since it was scored, and why: data that came late,
 * a source that was changed, or another definition. The values of then are computed again, from the
 * definition and the versions of the tables on the run's record. Changes nothing.
 */
public record AuditJob(SparkSession spark, Settings settings, Journal journal) {

  /**
   * Audits a day.
   *
   * @throws EvenkeelException with fault USAGE, if no run has published the day; with fault
   *     CONTRACT, if a table's version or the definition of then is not there any more
   */
  public void run(String model, LocalDate date) {
    RunRecord run = published(new Slot(model, ScorePlan.CHAMPION, date));
    Warehouse warehouse = new Warehouse(spark, settings.folders().tables().toString());
    FeatureSet present =
        Definitions.named(settings.folders().definitions(), fact(run, "feature_set"));
    FeatureSet then = definition(run, present);
    FeatureAudit audit =
        new FeatureAudit(
            spark,
            new FeatureAudit.Side(then, PinnedTables.at(then, warehouse, versions(run))),
            new FeatureAudit.Side(present, PinnedTables.of(present, warehouse)));
    ChangedCells.Report report = journal.watching(spark, "audit", () -> audit.count(date));
    tell(run, audit, report);
  }

  private RunRecord published(Slot slot) {
    Ledger ledger = new Ledger(new LocalFiles(settings.folders().ledger()), Clock.systemUTC());
    return ledger.history(slot).runs().stream()
        .filter(run -> run.states().containsKey(RunState.PUBLISHED))
        .reduce((older, newer) -> newer)
        .orElseThrow(
            () ->
                EvenkeelException.of(
                        Fault.USAGE,
                        "No run has published %s of model '%s'"
                            .formatted(slot.scoreDate(), slot.model()))
                    .safe("nothing was read or written")
                    .next("./evenkeel runs lists the runs there are"));
  }

  private FeatureSet definition(RunRecord run, FeatureSet present) {
    String fingerprint = fact(run, "feature_fingerprint");
    if (Fingerprint.of(present).equals(fingerprint)) {
      return present;
    }
    return new KeptDefinitions(settings.folders().keptDefinitions())
        .find(fingerprint)
        .orElseThrow(
            () ->
                EvenkeelException.of(
                        Fault.CONTRACT,
                        "The day was scored with a definition of fingerprint %s, which is not in %s"
                            .formatted(fingerprint, settings.folders().keptDefinitions()))
                    .safe("nothing was written")
                    .next(
                        "put the definition of then into that folder as " + fingerprint + ".conf"));
  }

  private static Map<String, Long> versions(RunRecord run) {
    Map<String, Long> versions = new TreeMap<>();
    if (run.facts().get("input_versions") instanceof Map<?, ?> told) {
      told.forEach(
          (table, version) -> versions.put(table.toString(), ((Number) version).longValue()));
    }
    return versions;
  }

  private static String fact(RunRecord run, String name) {
    return String.valueOf(run.facts().get(name));
  }

  private void tell(RunRecord run, FeatureAudit audit, ChangedCells.Report report) {
    Map<String, Map<String, Long>> tables = tables(audit);
    List<String> gone = FeatureAudit.only(audit.then(), audit.now());
    List<String> added = FeatureAudit.only(audit.now(), audit.then());
    Map<String, Object> facts = new LinkedHashMap<>();
    facts.put("model", run.claim().slot().model());
    facts.put("date", run.claim().slot().scoreDate().toString());
    facts.put("run_id", run.claim().run().value());
    facts.put("rows", report.rows());
    facts.put("rows_gone", report.gone());
    facts.put("rows_added", report.added());
    facts.put("values", report.rows() * audit.features().size());
    facts.put("changed", report.changed());
    facts.put("changed_by_feature", changedOnes(report));
    facts.put("tables", tables);
    facts.put("unversioned_tables", AuditText.unversioned(audit));
    facts.put("features_gone", gone);
    facts.put("features_added", added);
    List<String> lines = new ArrayList<>(AuditText.head(run, audit, report, tables));
    lines.addAll(AuditText.features(changedOnes(report)));
    if (!gone.isEmpty() || !added.isEmpty()) {
      lines.add("features only then %s, only now %s".formatted(gone, added));
    }
    journal.step("audit", String.join("\n", lines), facts);
  }

  private static Map<String, Map<String, Long>> changedOnes(ChangedCells.Report report) {
    Map<String, Map<String, Long>> changed = new LinkedHashMap<>(report.byFeature());
    changed.values().removeIf(causes -> causes.values().stream().allMatch(count -> count == 0));
    return changed;
  }

  private static Map<String, Map<String, Long>> tables(FeatureAudit audit) {
    Map<String, Map<String, Long>> tables = new TreeMap<>();
    audit
        .changes()
        .forEach(
            (name, change) -> {
              if (change.versions()) {
                tables.put(name, told(change));
              }
            });
    return tables;
  }

  private static Map<String, Long> told(TableChange change) {
    Map<String, Long> told = new LinkedHashMap<>();
    told.put("version_then", change.before().version().orElseThrow());
    told.put("version_now", change.now().version().orElseThrow());
    told.put("rows_added", change.added());
    told.put("rows_gone", change.gone());
    return told;
  }
}
