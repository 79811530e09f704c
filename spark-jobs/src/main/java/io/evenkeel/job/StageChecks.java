package io.evenkeel.job;

import io.evenkeel.concurrent.SideBySide;
import io.evenkeel.fault.EvenkeelException;
import io.evenkeel.stage.feature.FeatureQuery;
import io.evenkeel.stage.feature.ShortHistory;
import io.evenkeel.stage.parity.ParityReport;
import io.evenkeel.stage.scoring.InputSample;
import io.evenkeel.stage.sink.Audit;
import io.evenkeel.stage.sink.AuditReport;
import io.evenkeel.stage.sink.AuditedStage;
import io.evenkeel.stage.sink.Gates;
import io.evenkeel.stage.sink.RowTally;
import io.evenkeel.stage.sink.Stage;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/**
 * A stage, and what was found out about it before it may be published.
 *
 * @param parity empty where no sample is taken
 * @param shortHistories features whose windows reach further back than their source
 */
record StageChecks(
    Stage stage,
    AuditReport audit,
    Optional<ParityReport> parity,
    List<ShortHistory> shortHistories) {

  /** What one step has found; of several, each has another. */
  private record Part(
      Optional<Stage> stage, List<Row> exported, List<ShortHistory> shortHistories) {}

  /**
   * Scores, and beside it computes what the stage is held against; then looks at the stage. A small
   * day leaves cores idle, so the checks take little more time than scoring alone.
   *
   * @param scoring gives the stage
   */
  static StageChecks of(
      SparkSession spark,
      ScorePlan plan,
      FeatureQuery features,
      InputSample sample,
      Supplier<Stage> scoring) {
    ParityStep parity = new ParityStep(spark, sample);
    NamedWork work = NamedWork.of(spark, plan.slot());
    List<Supplier<Part>> steps =
        List.of(
            () -> new Part(Optional.of(work.as("score", scoring)), List.of(), List.of()),
            () ->
                new Part(
                    Optional.empty(),
                    work.as("features", () -> parity.exported(plan, features)),
                    List.of()),
            () ->
                new Part(
                    Optional.empty(), List.of(), work.as("features", features::shortHistories)));
    List<Part> parts = SideBySide.take("Scoring", steps.size(), steps);
    Stage stage = parts.get(0).stage().orElseThrow();
    return new StageChecks(
        stage,
        work.as("audit", () -> new Audit(spark).of(stage)),
        work.as("audit", () -> parity.compare(plan, stage, parts.get(1).exported())),
        parts.get(2).shortHistories());
  }

  /**
   * Admits the stage to publishing.
   *
   * @throws EvenkeelException with fault GATE, naming what holds it back
   */
  AuditedStage admit(RowTally spine, Gates gates) {
    parity.ifPresent(ParityReport::require);
    return audit.admit(stage, spine, gates);
  }

  /** Tells whether what is staged was made of other values than an export holds. */
  boolean skewed() {
    return parity.isPresent() && !parity.get().equal();
  }

  /** Returns what the run's record says, by the names of the columns of the runs table. */
  Map<String, Object> facts(RowTally spine) {
    Map<String, Object> facts = new LinkedHashMap<>(audit.facts(spine));
    parity.ifPresent(report -> facts.putAll(report.facts()));
    facts.put("short_history", shortHistoryRows());
    return facts;
  }

  /** Returns rows by feature. */
  Map<String, Long> shortHistoryRows() {
    Map<String, Long> rows = new TreeMap<>();
    shortHistories.forEach(history -> rows.put(history.feature(), history.rows()));
    return rows;
  }
}
