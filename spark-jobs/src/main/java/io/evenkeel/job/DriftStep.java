package io.evenkeel.job;

import io.evenkeel.model.ClassRule;
import io.evenkeel.model.ModelMetadata;
import io.evenkeel.run.Claim;
import io.evenkeel.settings.Settings;
import io.evenkeel.stage.drift.DriftHistory;
import io.evenkeel.stage.drift.DriftReport;
import io.evenkeel.stage.drift.DriftRun;
import io.evenkeel.stage.drift.DriftTables;
import io.evenkeel.stage.drift.DriftThresholds;
import io.evenkeel.stage.drift.page.ReportFolder;
import io.evenkeel.stage.sink.AuditReport;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Optional;
import org.apache.spark.sql.SparkSession;

/** Compares what a run's tasks counted with the model's reference; writes tables and the page. */
record DriftStep(SparkSession spark, Settings settings, Clock clock) {
  /** Dates that the page's small curves go back. */
  private static final int TREND_DATES = 30;

  /** Returns the report of what was audited. */
  DriftReport report(Claim claim, ScorePlan plan, AuditReport audited) {
    ModelMetadata model = plan.artifact().metadata();
    DriftRun run =
        new DriftRun(
            claim.run().value(),
            claim.slot().model(),
            Integer.toString(model.model().version()),
            claim.slot().role(),
            claim.slot().scoreDate(),
            plan.inputs().versions(),
            Optional.of(model.trainingData().to()),
            !(model.classRule() instanceof ClassRule.None),
            clock.instant());
    return DriftReport.assess(
        run, plan.reference(), audited.profileCounts(), thresholds(model), settings.retrain());
  }

  /** Writes the report's tables and its page, makes the index anew, and returns the page's file. */
  Path write(DriftReport report) {
    DriftTables tables =
        new DriftTables(spark, settings.folders().tables().toAbsolutePath().toString());
    tables.write(report);
    DriftHistory history = new DriftHistory(tables);
    ReportFolder reports = new ReportFolder(settings.folders().reports());
    Path page = reports.write(report, history.trends(report.run(), TREND_DATES));
    reports.writeIndex(history.runs(TREND_DATES));
    return page;
  }

  /** A prediction counts as positive from the model's own decision threshold on. */
  private static DriftThresholds thresholds(ModelMetadata model) {
    DriftThresholds defaults = DriftThresholds.DEFAULTS;
    double positiveFrom =
        model.classRule() instanceof ClassRule.Threshold rule
            ? rule.threshold()
            : defaults.positiveFrom();
    return new DriftThresholds(
        defaults.psiModerate(),
        defaults.psiMajor(),
        defaults.effectFloor(),
        defaults.significance(),
        defaults.leastRows(),
        positiveFrom,
        defaults.positiveShift());
  }
}
