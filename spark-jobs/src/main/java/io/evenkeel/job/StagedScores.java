package io.evenkeel.job;

import io.evenkeel.model.onnx.BatchSize;
import io.evenkeel.settings.Settings;
import io.evenkeel.stage.ledger.RunState;
import io.evenkeel.stage.scoring.InputSample;
import io.evenkeel.stage.scoring.Scoring;
import io.evenkeel.stage.scoring.ScoringFigures;
import io.evenkeel.stage.scoring.ScoringSettings;
import io.evenkeel.stage.scoring.TextBatching;
import io.evenkeel.stage.scoring.TextRows;
import io.evenkeel.stage.sink.Provenance;
import io.evenkeel.stage.sink.Stage;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * The stage of a run: what a run that stopped has left whole, or else the rows scored now.
 *
 * @param provenance of rows that are scored now
 * @param sample rows whose input is staged beside their score
 */
record StagedScores(ScoreRun run, Provenance provenance, InputSample sample) {
  /** Rows that Spark's readers put into a batch of columns; more would gain nothing. */
  private static final int MOST_BATCH_ROWS = 4096;

  /** Stages, and puts on the ledger what that took. */
  Stage stage() {
    Instant started = run.job().clock().instant();
    Stage stage = reusable().orElseGet(this::scored);
    double seconds = Duration.between(started, run.job().clock().instant()).toNanos() / 1e9;
    Optional<ScoringFigures> figures = ScoringFigures.of(stage.tasks(run.spark()));
    run.output()
        .ledger()
        .append(
            run.claim(),
            RunState.STAGED,
            RunFacts.staged(stage, run.spine(), seconds, figures, run.settings()));
    run.told().scored(run.spine(), seconds, figures);
    return stage;
  }

  private Optional<Stage> reusable() {
    return run.output()
        .ledger()
        .reusableStage(run.plan().slot(), run.plan().key())
        .flatMap(left -> run.output().staging().open(run.plan().slot(), left.claim().generation()));
  }

  private Stage scored() {
    return run.job()
        .journal()
        .watching(
            run.spark(),
            "score",
            () -> run.output().staging().write(run.claim(), provenance, rows()));
  }

  private Dataset<Row> rows() {
    ScorePlan plan = run.plan();
    return Scoring.score(
        TextRows.spread(plan.moments().judged(run.features().rows()), plan.artifact()),
        plan.set(),
        plan.artifact(),
        plan.reference(),
        plan.slices().slices(),
        scoring(run.settings().score()));
  }

  private ScoringSettings scoring(Settings.Score set) {
    return new ScoringSettings(
        batchSize(set),
        taskCores(),
        sample,
        set.device(),
        set.gpu(),
        texts(set.texts()),
        set.trees());
  }

  private static TextBatching texts(Settings.Texts set) {
    return new TextBatching(
        set.windowRows(),
        (long) set.windowMegabytes() << 20,
        set.batchTokens(),
        set.mostPaddingPercent());
  }

  private static BatchSize batchSize(Settings.Score score) {
    return score.batchRows().isPresent()
        ? new BatchSize.Set(score.batchRows().getAsInt())
        : new BatchSize.Calibrated(
            MOST_BATCH_ROWS, score.batchMillis(), (long) score.batchMegabytes() << 20);
  }

  private int taskCores() {
    return Integer.parseInt(run.spark().sparkContext().getConf().get("spark.task.cpus", "1"));
  }
}
