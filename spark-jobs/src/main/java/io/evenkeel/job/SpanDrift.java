package io.evenkeel.job;

import static org.apache.spark.sql.functions.col;

import io.evenkeel.model.ClassRule;
import io.evenkeel.model.ModelArtifact;
import io.evenkeel.model.ModelMetadata;
import io.evenkeel.profile.ReferenceProfile;
import io.evenkeel.settings.Settings;
import io.evenkeel.stage.drift.CurrentData;
import io.evenkeel.stage.drift.DriftHistory;
import io.evenkeel.stage.drift.DriftReport;
import io.evenkeel.stage.drift.DriftRun;
import io.evenkeel.stage.drift.DriftTables;
import io.evenkeel.stage.drift.page.Latency;
import io.evenkeel.stage.drift.page.ReportFolder;
import io.evenkeel.stage.drift.page.Surroundings;
import io.evenkeel.stage.outcome.OutcomeReport;
import java.nio.file.Path;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/**
 * The drift of days that outcomes are judged on, made again from the histograms that their runs
 * stored, and the page that shows it with the outcomes. One day's page takes the place of the one
 * that its run wrote; several days have a page of their own.
 */
record SpanDrift(SparkSession spark, Settings settings, Clock clock) {

  /**
   * Returns the report; empty where the last day has no histogram against the model's reference.
   */
  Optional<DriftReport> of(OutcomesRequest request, PublishedDays.Day last, ModelMetadata model) {
    ModelArtifact artifact =
        ModelArtifact.open(
            settings.folders().models(),
            request.model(),
            OptionalInt.of(Integer.parseInt(last.modelVersion())));
    DriftRun run =
        new DriftRun(
            last.runId(),
            request.model(),
            last.modelVersion(),
            ScorePlan.CHAMPION,
            last.date(),
            versions(last.runId()),
            Optional.of(model.trainingData().to()),
            !(model.classRule() instanceof ClassRule.None),
            clock.instant());
    ReferenceProfile reference = artifact.reference();
    Optional<CurrentData> counted =
        new DriftHistory(tables()).published(run, reference, windowDays(request, last));
    return counted.map(
        current ->
            DriftReport.assess(
                run,
                reference,
                current,
                artifact.slices(reference),
                new DriftStep(spark, settings, clock).thresholds(model),
                settings.retrain()));
  }

  /** Writes the page and returns its file. */
  Path write(OutcomesRequest request, DriftReport drift, OutcomeReport outcome) {
    DriftReport decided = drift.with(outcome.retrain());
    Surroundings surroundings =
        new Surroundings(
            Optional.of(LabelViews.of(outcome)),
            request.days() == 1 ? latency(drift.run().runId()) : Optional.empty());
    return request.days() == 1
        ? new DriftStep(spark, settings, clock).page(decided, surroundings)
        : new ReportFolder(settings.folders().reports()).writeSpan(decided, surroundings);
  }

  private int windowDays(OutcomesRequest request, PublishedDays.Day last) {
    if (request.days() == 1) {
      return settings.drift().windowDays();
    }
    return (int) (last.date().toEpochDay() - request.from().toEpochDay()) + 1;
  }

  private Map<String, Long> versions(String runId) {
    return run(runId)
        .map(row -> row.<String, Long>getJavaMap(row.fieldIndex("input_versions")))
        .orElse(Map.of());
  }

  private Optional<Latency> latency(String runId) {
    return run(runId)
        .filter(row -> !row.isNullAt(row.fieldIndex("rows_per_second")))
        .map(
            row ->
                new Latency(
                    row.<Long>getAs("rows_in"),
                    row.<Double>getAs("rows_per_second"),
                    inOrder(row.getJavaMap(row.fieldIndex("stage_seconds")))));
  }

  private static Map<String, Double> inOrder(Map<String, Double> seconds) {
    Map<String, Double> ordered = new LinkedHashMap<>();
    seconds.entrySet().stream()
        .sorted(Map.Entry.comparingByValue())
        .forEach(state -> ordered.put(state.getKey(), state.getValue()));
    return ordered;
  }

  private Optional<Row> run(String runId) {
    List<Row> found =
        spark
            .read()
            .format("delta")
            .load(RunOutput.table(settings.folders(), RunOutput.RUNS).toString())
            .where(col("run_id").equalTo(runId))
            .select("input_versions", "rows_in", "rows_per_second", "stage_seconds")
            .limit(1)
            .collectAsList();
    return found.stream().findFirst();
  }

  private DriftTables tables() {
    return new DriftTables(spark, settings.folders().tables().toAbsolutePath().toString());
  }
}
