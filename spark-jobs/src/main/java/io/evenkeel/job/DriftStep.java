package io.evenkeel.job;

import io.evenkeel.model.ClassRule;
import io.evenkeel.model.ModelMetadata;
import io.evenkeel.run.Claim;
import io.evenkeel.settings.Settings;
import io.evenkeel.stage.drift.CurrentData;
import io.evenkeel.stage.drift.DriftHistory;
import io.evenkeel.stage.drift.DriftReport;
import io.evenkeel.stage.drift.DriftRun;
import io.evenkeel.stage.drift.DriftTables;
import io.evenkeel.stage.drift.DriftThresholds;
import io.evenkeel.stage.drift.page.ReportFolder;
import io.evenkeel.stage.drift.page.Surroundings;
import io.evenkeel.stage.sink.AuditReport;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
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
    int days = settings.drift().windowDays();
    CurrentData current =
        history()
            .before(run, plan.reference(), days)
            .with(run.scoreDate(), audited.profileCounts().with(plan.slices()), days);
    return DriftReport.assess(
        run, plan.reference(), current, plan.slices(), thresholds(model), settings.retrain());
  }

  /** Writes the report's tables and its page, makes the index anew, and returns the page's file. */
  Path write(DriftReport report, Surroundings surroundings) {
    tables().write(report);
    return page(report, surroundings);
  }

  /** Writes a report's page again, with what has become known since, and returns its file. */
  Path page(DriftReport report, Surroundings surroundings) {
    DriftHistory history = history();
    ReportFolder reports = new ReportFolder(settings.folders().reports());
    Map<String, List<Double>> trends =
        history.trends(report.run(), report.window().days(), TREND_DATES);
    Path page = reports.write(report, trends, surroundings);
    reports.writeIndex(history.runs(TREND_DATES));
    return page;
  }

  private DriftHistory history() {
    return new DriftHistory(tables());
  }

  private DriftTables tables() {
    return new DriftTables(spark, settings.folders().tables().toAbsolutePath().toString());
  }

  /** A prediction counts as positive from the model's own decision threshold on. */
  DriftThresholds thresholds(ModelMetadata model) {
    return model.classRule() instanceof ClassRule.Threshold rule
        ? thresholds(settings.drift(), rule.threshold())
        : thresholds(settings.drift(), DriftThresholds.DEFAULTS.positiveFrom());
  }

  /**
   * Returns the thresholds that are set.
   *
   * @param positiveFrom score from which a prediction is positive
   */
  static DriftThresholds thresholds(Settings.Drift set, double positiveFrom) {
    return new DriftThresholds(
        set.psiModerate(),
        set.psiMajor(),
        set.effectFloor(),
        set.significance(),
        set.leastRows(),
        positiveFrom,
        set.positiveShift());
  }
}
