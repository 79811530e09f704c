package io.evenkeel.job;

import io.evenkeel.fault.EvenkeelException;
import io.evenkeel.fault.Fault;
import io.evenkeel.feature.FeatureSet;
import io.evenkeel.feature.language.Definitions;
import io.evenkeel.feature.language.Fingerprint;
import io.evenkeel.model.ModelArtifact;
import io.evenkeel.model.ModelMetadata;
import io.evenkeel.run.Slot;
import io.evenkeel.settings.Settings;
import io.evenkeel.stage.drift.DriftOverview;
import io.evenkeel.stage.drift.DriftReport;
import io.evenkeel.stage.drift.DriftTables;
import io.evenkeel.stage.drift.FeatureDrift;
import io.evenkeel.stage.feature.FeatureEngine;
import io.evenkeel.stage.outcome.Baseline;
import io.evenkeel.stage.outcome.Coverage;
import io.evenkeel.stage.outcome.InputDrift;
import io.evenkeel.stage.outcome.OutcomeReport;
import io.evenkeel.stage.outcome.OutcomeRun;
import io.evenkeel.stage.outcome.OutcomeTables;
import io.evenkeel.stage.outcome.OutcomeThresholds;
import io.evenkeel.stage.outcome.SlicedFigures;
import io.evenkeel.stage.warehouse.Warehouse;
import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.storage.StorageLevel;

/**
 * Holds published predictions against labels that have matured since: figures, what has moved, and
 * whether to train again. A later run of the same request takes the place of an earlier one, with
 * labels that came late.
 *
 * @param clock dates the report; it never decides what data is used
 */
public record OutcomesJob(SparkSession spark, Settings settings, Journal journal, Clock clock) {

  /**
   * Judges, writes and tells.
   *
   * @throws EvenkeelException with fault USAGE, if there is no such model, day or column;
   *     RETRYABLE, if no label is mature yet; GATE, if no mature prediction has a label
   */
  public OutcomeReport run(OutcomesRequest request) {
    ModelArtifact newest =
        ModelArtifact.open(settings.folders().models(), request.model(), OptionalInt.empty());
    Warehouse warehouse = new Warehouse(spark, settings.folders().tables().toString());
    PublishedDays published = PublishedDays.of(warehouse, request);
    ModelMetadata model = predicting(newest, published).metadata();
    FeatureSet set = Definitions.named(settings.folders().definitions(), model.featureSet().name());
    PinnedTables inputs = PinnedTables.of(set, warehouse);
    Instant until = LabelMaturity.until(request, set, inputs);
    LabelMaturity.require(request, published, set, until);
    SpanDrift span = new SpanDrift(spark, settings, clock);
    Optional<DriftReport> drift = span.of(request, published.last(), model);
    OutcomeReport report =
        journal.watching(
            spark, "outcomes", () -> judged(request, published, model, set, inputs, until, drift));
    tables().write(report);
    new OutcomeJournal(journal).tell(request, report, published.days().size());
    drift
        .map(found -> span.write(request, found, report))
        .ifPresent(page -> journal.step("page", page.toString(), Map.of("page", page.toString())));
    return report;
  }

  private OutcomeReport judged(
      OutcomesRequest request,
      PublishedDays published,
      ModelMetadata model,
      FeatureSet set,
      PinnedTables inputs,
      Instant until,
      Optional<DriftReport> drift) {
    OutcomeKind kind = OutcomeKind.of(model);
    Dataset<Row> labels =
        new FeatureEngine()
            .labels(set, inputs::read, request.from(), request.to(), until, request.groups());
    LabelledPredictions joined =
        LabelledPredictions.join(
            published.rows(), labels, set.label().orElseThrow(), kind, request.groups(), until);
    LabelledPredictions kept =
        new LabelledPredictions(
            joined.rows().persist(StorageLevel.MEMORY_AND_DISK()), joined.groups());
    try {
      Coverage coverage = kept.coverage();
      requireLabelled(request, coverage);
      OutcomeThresholds thresholds = thresholds();
      SlicedFigures figures =
          kind.measure(
              kept.outcomes(), settings.outcome().maxGroups(), thresholds.leastGroupRows());
      return OutcomeReport.assess(
          new OutcomeRun(
              new Slot(request.model(), ScorePlan.CHAMPION, request.to()),
              request.days(),
              published.last().runId(),
              published.modelVersions(),
              published.madeWith(Fingerprint.of(set)),
              until,
              clock.instant()),
          coverage,
          figures,
          new Baseline(model.performance().metrics(), model.performance().rows()),
          inputDrift(request, drift),
          model.trainingData().to(),
          thresholds,
          settings.retrain());
    } finally {
      kept.rows().unpersist();
    }
  }

  /** The version that made the last day's predictions, whose training they are held against. */
  private ModelArtifact predicting(ModelArtifact newest, PublishedDays published) {
    int version = Integer.parseInt(published.last().modelVersion());
    return newest.metadata().model().version() == version
        ? newest
        : ModelArtifact.open(
            settings.folders().models(), newest.metadata().model().name(), OptionalInt.of(version));
  }

  private static void requireLabelled(OutcomesRequest request, Coverage coverage) {
    if (coverage.labelled() == 0) {
      throw EvenkeelException.of(
              Fault.GATE, "No outcome of %s: %s".formatted(request.dates(), coverage.sentence()))
          .safe("Nothing was written.")
          .next("Look whether the events of the label's source are loaded for these rows.");
    }
  }

  private OutcomeThresholds thresholds() {
    Settings.Outcome outcome = settings.outcome();
    return new OutcomeThresholds(
        outcome.leastGroupRows(), outcome.labelShift(), outcome.aucDrop(), outcome.impactFloor());
  }

  /** Days that are judged together have the PSI of their rows together, not of their worst day. */
  private InputDrift inputDrift(OutcomesRequest request, Optional<DriftReport> drift) {
    Warehouse warehouse = new Warehouse(spark, settings.folders().tables().toString());
    if (!warehouse.names().contains(DriftTables.RUN)) {
      return InputDrift.NONE;
    }
    DriftOverview found =
        DriftOverview.of(
            new DriftTables(spark, folder()),
            request.model(),
            ScorePlan.CHAMPION,
            request.from(),
            request.to());
    return drift
        .map(
            report ->
                new InputDrift(
                    found.reports(),
                    found.alerts(),
                    report.greatestPsi(),
                    report.farthest().map(FeatureDrift::name).orElse("")))
        .orElseGet(
            () ->
                new InputDrift(
                    found.reports(), found.alerts(), found.greatestPsi(), found.feature()));
  }

  private OutcomeTables tables() {
    return new OutcomeTables(spark, folder());
  }

  private String folder() {
    return settings.folders().tables().toAbsolutePath().toString();
  }
}
