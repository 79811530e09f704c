package io.evenkeel.job;

import io.evenkeel.delta.OnceOnly;
import io.evenkeel.fault.EvenkeelException;
import io.evenkeel.fault.Fault;
import io.evenkeel.model.onnx.BatchSize;
import io.evenkeel.observe.Observers;
import io.evenkeel.run.Claim;
import io.evenkeel.run.RunId;
import io.evenkeel.settings.Settings;
import io.evenkeel.stage.cache.CacheStore;
import io.evenkeel.stage.cache.CommittedPredictions;
import io.evenkeel.stage.drift.DriftReport;
import io.evenkeel.stage.drift.page.Latency;
import io.evenkeel.stage.drift.page.Surroundings;
import io.evenkeel.stage.feature.FeatureEngine;
import io.evenkeel.stage.feature.FeatureQuery;
import io.evenkeel.stage.ledger.RunRecord;
import io.evenkeel.stage.ledger.RunState;
import io.evenkeel.stage.scoring.InputSample;
import io.evenkeel.stage.scoring.Scoring;
import io.evenkeel.stage.scoring.ScoringFigures;
import io.evenkeel.stage.scoring.ScoringSettings;
import io.evenkeel.stage.sink.AuditReport;
import io.evenkeel.stage.sink.AuditedStage;
import io.evenkeel.stage.sink.Gates;
import io.evenkeel.stage.sink.Provenance;
import io.evenkeel.stage.sink.RowTally;
import io.evenkeel.stage.sink.Stage;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.spark.sql.SparkSession;

/**
 * Scores one day with one model: plan, claim, score into the staging area, audit, publish to Delta
 * and to the cache, report drift, record. Until the publish nothing is visible; the same request
 * again finds the run done, or finishes what a crash left.
 *
 * @param clock dates events; it never decides what data is used
 */
public record ScoreJob(SparkSession spark, Settings settings, Journal journal, Clock clock) {
  /** Rows that Spark's readers put into a batch of columns; more would gain nothing. */
  private static final int MOST_BATCH_ROWS = 4096;

  /**
   * Runs a request to its end.
   *
   * @throws EvenkeelException with fault CONTRACT or USAGE before anything is claimed; with GATE,
   *     FENCED or RETRYABLE after that, and then the ledger says so
   */
  public ScoreResult run(ScoreRequest request) {
    NamedWork work = new NamedWork(spark.sparkContext(), request.model(), request.date());
    ScorePlan plan = work.as("plan", () -> ScorePlan.of(spark, settings, request));
    RunOutput output = RunOutput.of(spark, settings, clock);
    RunJournal told = new RunJournal(journal, settings.cost());
    told.planned(plan);
    Optional<RunRecord> done = output.ledger().alreadyDone(plan.slot(), plan.key());
    if (done.isPresent()) {
      told.alreadyDone(done.get());
      return new ScoreResult(done.get().claim().run().value(), true, done.get().facts());
    }
    new TakenBack(output.cache(), output.ledger()).refuse(plan);
    FeatureQuery features =
        new FeatureEngine().query(plan.set(), plan.tables(), request.date(), request.date());
    PredictionMoments.Counted counted = work.as("spine", () -> spine(features, plan, request));
    new KeptDefinitions(settings.folders().keptDefinitions())
        .keep(settings.folders().definitions(), plan.set());
    Map<String, Object> facts = new LinkedHashMap<>(plan.facts());
    facts.put("software", Software.versions(spark));
    facts.put("rows_before_moment", counted.early());
    told.early(counted, plan);
    Claim claim =
        output.ledger().claim(plan.slot(), RunId.next(clock.instant()), plan.key(), facts);
    return RunLines.of(
        spark.sparkContext(),
        claim,
        () -> finished(claim, plan, output, features, counted.spine(), request, told, work));
  }

  private ScoreResult finished(
      Claim claim,
      ScorePlan plan,
      RunOutput output,
      FeatureQuery features,
      RowTally spine,
      ScoreRequest request,
      RunJournal told,
      NamedWork work) {
    Observers observers = Observers.of(settings.observe(), settings.folders().tables());
    observers.started(() -> record(claim, output), told::undelivered);
    try {
      fill(claim, plan, output, features, spine, request, told);
      RunRecord record = record(claim, output);
      work.as("record", () -> output.runs().append(record));
      observers.ended(() -> record, told::undelivered);
      told.done(record);
      return new ScoreResult(claim.run().value(), false, record.facts());
    } catch (Exception thrown) { // Spark throws checked exceptions that its methods do not declare.
      RuntimeException e = known(thrown);
      stopped(claim, output, e);
      observers.ended(() -> record(claim, output), told::undelivered);
      throw e;
    }
  }

  private RuntimeException known(Exception thrown) {
    Settings.Folders folders = settings.folders();
    Stream<Path> written =
        Stream.of(
            folders.tables(),
            folders.tables().resolve(RunOutput.PREDICTIONS).resolve("_delta_log"),
            folders.staging(),
            folders.ledger(),
            folders.reports(),
            folders.cache());
    return FullDisk.in(thrown, written)
        .<RuntimeException>map(full -> full)
        .orElseGet(
            () ->
                thrown instanceof RuntimeException known
                    ? known
                    : new IllegalStateException(thrown.getMessage(), thrown));
  }

  private static PredictionMoments.Counted spine(
      FeatureQuery features, ScorePlan plan, ScoreRequest request) {
    PredictionMoments.Counted counted = plan.moments().count(features.spine());
    if (counted.spine().rows() == 0 && !request.allowEmpty()) {
      throw EvenkeelException.of(
              Fault.GATE,
              "Table '%s' has no row of %s to score"
                  .formatted(plan.set().spine().table(), request.date()))
          .safe("nothing was claimed or published; an earlier result of that day stays")
          .next("load the day's rows, or allow an empty result with --allow-empty");
    }
    plan.moments().require(counted);
    return counted;
  }

  private void fill(
      Claim claim,
      ScorePlan plan,
      RunOutput output,
      FeatureQuery features,
      RowTally spine,
      ScoreRequest request,
      RunJournal told) {
    InputSample sample = InputSample.of(settings.score().parityRows(), spine.rows());
    StageChecks checks =
        StageChecks.of(
            spark,
            plan,
            features,
            sample,
            () -> staged(claim, plan, output, features, spine, sample, told));
    AuditReport report = checks.audit();
    AuditedStage audited = admitted(claim, checks, spine, request, output);
    output.ledger().append(claim, RunState.AUDITED, checks.facts(spine));
    told.checked(spine, checks);

    output.ledger().requireNewest(claim);
    NamedWork work = NamedWork.of(spark, plan.slot());
    Instant scoredAt = clock.instant();
    OnceOnly.Commit held =
        work.as("publish", () -> output.quarantine().publish(claim, audited, scoredAt));
    Provenance provenance = provenance(plan, scoredAt);
    OnceOnly.Commit published =
        work.as("publish", () -> output.predictions().publish(claim, audited, provenance));
    output.ledger().append(claim, RunState.PUBLISHED, RunFacts.published(published, held));
    told.published(published, claim);

    CacheStore.Outcome cached =
        work.as("cache", () -> output.cache().publish(committed(claim, published)));
    output.ledger().append(claim, RunState.CACHED, RunFacts.cached(cached));
    told.cached(cached, claim);

    DriftStep step = new DriftStep(spark, settings, clock);
    DriftReport drift = work.as("drift", () -> step.report(claim, plan, report));
    Surroundings surroundings =
        new Surroundings(Optional.empty(), Optional.of(latency(claim, output)));
    Path page = work.as("drift", () -> step.write(drift, surroundings));
    told.drift(drift, page);
    output.ledger().append(claim, RunState.DONE, RunFacts.done(drift));
  }

  /** A run that a gate holds back keeps its counts on the record: they say why it was held. */
  private AuditedStage admitted(
      Claim claim, StageChecks checks, RowTally spine, ScoreRequest request, RunOutput output) {
    Gates gates = new Gates(settings.score().maxQuarantinePercent(), request.allowEmpty());
    try {
      return checks.admit(spine, gates);
    } catch (EvenkeelException held) {
      if (checks.skewed()) {
        // Made of wrong values, it must not be found by the run that comes after the repair.
        Claim staged = checks.stage().claim();
        output.staging().delete(staged.slot(), staged.generation());
      }
      Map<String, Object> facts = new LinkedHashMap<>(checks.facts(spine));
      facts.put("error", String.valueOf(held.getMessage()));
      output.ledger().append(claim, RunState.FAILED, facts);
      throw held;
    }
  }

  private Stage staged(
      Claim claim,
      ScorePlan plan,
      RunOutput output,
      FeatureQuery features,
      RowTally spine,
      InputSample sample,
      RunJournal told) {
    Instant started = clock.instant();
    Stage stage =
        reusable(plan, output).orElseGet(() -> scored(claim, plan, features, sample, output));
    double seconds = Duration.between(started, clock.instant()).toNanos() / 1e9;
    Optional<ScoringFigures> figures = ScoringFigures.of(stage.tasks(spark));
    output
        .ledger()
        .append(claim, RunState.STAGED, RunFacts.staged(stage, spine, seconds, figures, settings));
    told.scored(spine, seconds, figures);
    return stage;
  }

  private Optional<Stage> reusable(ScorePlan plan, RunOutput output) {
    return output
        .ledger()
        .reusableStage(plan.slot(), plan.key())
        .flatMap(run -> output.staging().open(plan.slot(), run.claim().generation()));
  }

  private Stage scored(
      Claim claim, ScorePlan plan, FeatureQuery features, InputSample sample, RunOutput output) {
    ScoringSettings scoring =
        new ScoringSettings(
            batchSize(settings.score()), taskCores(), sample, settings.score().device());
    return journal.watching(
        spark,
        "score",
        () ->
            output
                .staging()
                .write(
                    claim,
                    Scoring.score(
                        plan.moments().judged(features.rows()),
                        plan.set(),
                        plan.artifact(),
                        plan.reference(),
                        plan.slices().slices(),
                        scoring)));
  }

  private static BatchSize batchSize(Settings.Score score) {
    return score.batchRows().isPresent()
        ? new BatchSize.Set(score.batchRows().getAsInt())
        : new BatchSize.Calibrated(
            MOST_BATCH_ROWS, score.batchMillis(), (long) score.batchMegabytes() << 20);
  }

  private int taskCores() {
    return Integer.parseInt(spark.sparkContext().getConf().get("spark.task.cpus", "1"));
  }

  private static Provenance provenance(ScorePlan plan, Instant scoredAt) {
    return new Provenance(
        Integer.toString(plan.artifact().metadata().model().version()),
        plan.artifact().metadata().onnx().sha256(),
        plan.set().name(),
        plan.fingerprint(),
        scoredAt);
  }

  private CommittedPredictions committed(Claim claim, OnceOnly.Commit published) {
    return new CommittedPredictions(
        spark,
        RunOutput.table(settings.folders(), RunOutput.PREDICTIONS),
        published.version(),
        claim,
        published.rows());
  }

  private static RunRecord record(Claim claim, RunOutput output) {
    return output.ledger().history(claim.slot()).runs().stream()
        .filter(run -> run.claim().equals(claim))
        .findFirst()
        .orElseThrow(() -> new IllegalStateException("The ledger has lost " + claim));
  }

  private static Latency latency(Claim claim, RunOutput output) {
    RunRecord run = record(claim, output);
    double rate = run.facts().get("rows_per_second") instanceof Number n ? n.doubleValue() : 0;
    long rows = run.facts().get("rows_in") instanceof Number n ? n.longValue() : 0;
    return new Latency(rows, rate, run.stageSeconds());
  }

  /** Records why the run stopped; what goes wrong here must not hide the failure itself. */
  private static void stopped(Claim claim, RunOutput output, RuntimeException failure) {
    try {
      if (record(claim, output).state().open()) {
        output
            .ledger()
            .append(claim, RunState.FAILED, Map.of("error", String.valueOf(failure.getMessage())));
      }
      output.runs().append(record(claim, output));
    } catch (RuntimeException second) {
      failure.addSuppressed(second);
    }
  }
}
