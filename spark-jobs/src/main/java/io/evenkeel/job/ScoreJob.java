package io.evenkeel.job;

import io.evenkeel.fault.EvenkeelException;
import io.evenkeel.fault.Fault;
import io.evenkeel.run.Claim;
import io.evenkeel.run.RunId;
import io.evenkeel.settings.Settings;
import io.evenkeel.stage.feature.FeatureEngine;
import io.evenkeel.stage.feature.FeatureQuery;
import io.evenkeel.stage.ledger.RunRecord;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.sql.SparkSession;

/**
 * Scores one day with one model: plan, claim, and then {@link ScoreRun}: score into the staging
 * area, audit, publish to Delta and to the cache, report drift, record. Until the publish nothing
 * is visible; the same request again finds the run done, or finishes what a crash left.
 *
 * @param clock dates events; it never decides what data is used
 */
public record ScoreJob(SparkSession spark, Settings settings, Journal journal, Clock clock) {

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
        new FeatureEngine()
            .query(plan.set(), plan.tables(), request.date(), request.date())
            .carrying(plan.carried());
    PredictionMoments.Counted counted = work.as("spine", () -> spine(features, plan, request));
    new KeptDefinitions(settings.folders().keptDefinitions())
        .keep(settings.folders().definitions(), plan.set());
    told.early(counted, plan);
    Claim claim =
        output
            .ledger()
            .claim(plan.slot(), RunId.next(clock.instant()), plan.key(), facts(plan, counted));
    ScoreRun run =
        new ScoreRun(
            this, plan, output, features, counted.spine(), request.allowEmpty(), claim, told);
    return RunLines.of(spark.sparkContext(), claim, run::finish);
  }

  private Map<String, Object> facts(ScorePlan plan, PredictionMoments.Counted counted) {
    Map<String, Object> facts = new LinkedHashMap<>(plan.facts());
    facts.put("software", Software.versions(spark));
    facts.put("rows_before_moment", counted.early());
    return facts;
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
}
