package io.evenkeel.job;

import io.evenkeel.delta.OnceOnly;
import io.evenkeel.fault.EvenkeelException;
import io.evenkeel.observe.Observers;
import io.evenkeel.run.Claim;
import io.evenkeel.settings.Settings;
import io.evenkeel.stage.cache.CacheStore;
import io.evenkeel.stage.cache.CommittedPredictions;
import io.evenkeel.stage.drift.DriftReport;
import io.evenkeel.stage.drift.page.Latency;
import io.evenkeel.stage.drift.page.Surroundings;
import io.evenkeel.stage.feature.FeatureQuery;
import io.evenkeel.stage.ledger.RunRecord;
import io.evenkeel.stage.ledger.RunState;
import io.evenkeel.stage.scoring.InputSample;
import io.evenkeel.stage.sink.AuditedStage;
import io.evenkeel.stage.sink.Gates;
import io.evenkeel.stage.sink.Provenance;
import io.evenkeel.stage.sink.RowTally;
import java.nio.file.Path;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.spark.sql.SparkSession;

/**
 * A run that has claimed its slot, from there to its end: each step is on the ledger once it is
 * done, also the one that stops the run.
 *
 * @param spine the rows that are to be scored, counted from the spine itself
 * @param allowEmpty whether no row may be scored
 */
record ScoreRun(
    ScoreJob job,
    ScorePlan plan,
    RunOutput output,
    FeatureQuery features,
    RowTally spine,
    boolean allowEmpty,
    Claim claim,
    RunJournal told) {

  ScoreResult finish() {
    Observers observers = Observers.of(settings().observe(), settings().folders().tables());
    observers.started(this::record, told::undelivered);
    try {
      fill();
      RunRecord record = record();
      work().as("record", () -> output.runs().append(record));
      observers.ended(() -> record, told::undelivered);
      told.done(record);
      return new ScoreResult(claim.run().value(), false, record.facts());
    } catch (Exception thrown) { // Spark throws checked exceptions that its methods do not declare.
      RuntimeException e = known(thrown);
      stopped(e);
      observers.ended(this::record, told::undelivered);
      throw e;
    }
  }

  private void fill() {
    Instant scoredAt = job.clock().instant();
    InputSample sample = InputSample.of(settings().score().parityRows(), spine.rows());
    StagedScores scores = new StagedScores(this, provenance(scoredAt), sample);
    StageChecks checks = StageChecks.of(spark(), plan, features, sample, scores::stage);
    AuditedStage audited = admitted(checks);
    output.ledger().append(claim, RunState.AUDITED, checks.facts(spine));
    told.checked(spine, checks);

    output.ledger().requireNewest(claim);
    OnceOnly.Commit held =
        work().as("publish", () -> output.quarantine().publish(claim, audited, scoredAt));
    OnceOnly.Commit published =
        work().as("publish", () -> output.predictions().publish(claim, audited));
    output.ledger().append(claim, RunState.PUBLISHED, RunFacts.published(published, held));
    told.published(published, claim);

    CacheStore.Outcome cached =
        work().as("cache", () -> output.cache().publish(committed(published)));
    output.ledger().append(claim, RunState.CACHED, RunFacts.cached(cached));
    told.cached(cached, claim);

    DriftStep step = new DriftStep(spark(), settings(), job.clock());
    DriftReport drift = work().as("drift", () -> step.report(claim, plan, checks.audit()));
    Surroundings surroundings = new Surroundings(Optional.empty(), Optional.of(latency()));
    Path page = work().as("drift", () -> step.write(drift, surroundings));
    told.drift(drift, page);
    output.ledger().append(claim, RunState.DONE, RunFacts.done(drift));
  }

  /** A run that a gate holds back keeps its counts on the record: they say why it was held. */
  private AuditedStage admitted(StageChecks checks) {
    try {
      return checks.admit(spine, new Gates(settings().score().maxQuarantinePercent(), allowEmpty));
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

  private Provenance provenance(Instant scoredAt) {
    return new Provenance(
        Integer.toString(plan.artifact().metadata().model().version()),
        plan.artifact().metadata().onnx().sha256(),
        plan.set().name(),
        plan.fingerprint(),
        scoredAt);
  }

  private CommittedPredictions committed(OnceOnly.Commit published) {
    return new CommittedPredictions(
        spark(),
        RunOutput.table(settings().folders(), RunOutput.PREDICTIONS),
        published.version(),
        claim,
        published.rows());
  }

  private RunRecord record() {
    return output.ledger().history(claim.slot()).runs().stream()
        .filter(run -> run.claim().equals(claim))
        .findFirst()
        .orElseThrow(() -> new IllegalStateException("The ledger has lost " + claim));
  }

  private Latency latency() {
    RunRecord run = record();
    double rate = run.facts().get("rows_per_second") instanceof Number n ? n.doubleValue() : 0;
    long rows = run.facts().get("rows_in") instanceof Number n ? n.longValue() : 0;
    return new Latency(rows, rate, run.stageSeconds());
  }

  /** Records why the run stopped; what goes wrong here must not hide the failure itself. */
  private void stopped(RuntimeException failure) {
    try {
      if (record().state().open()) {
        output
            .ledger()
            .append(claim, RunState.FAILED, Map.of("error", String.valueOf(failure.getMessage())));
      }
      output.runs().append(record());
    } catch (RuntimeException second) {
      failure.addSuppressed(second);
    }
  }

  private RuntimeException known(Exception thrown) {
    Settings.Folders folders = settings().folders();
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

  SparkSession spark() {
    return job.spark();
  }

  Settings settings() {
    return job.settings();
  }

  private NamedWork work() {
    return NamedWork.of(spark(), plan.slot());
  }
}
