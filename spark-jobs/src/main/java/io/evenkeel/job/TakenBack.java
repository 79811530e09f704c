package io.evenkeel.job;

import io.evenkeel.fault.EvenkeelException;
import io.evenkeel.fault.Fault;
import io.evenkeel.run.Generation;
import io.evenkeel.stage.cache.CacheGeneration;
import io.evenkeel.stage.cache.CacheStatus;
import io.evenkeel.stage.cache.CacheStore;
import io.evenkeel.stage.ledger.Ledger;
import io.evenkeel.stage.ledger.RunRecord;
import io.evenkeel.stage.ledger.RunState;
import java.util.Optional;

/**
 * Keeps what an operator has taken back from being published again by a scheduler's retry: the same
 * inputs would give the same rows.
 */
record TakenBack(CacheStore cache, Ledger ledger) {

  /**
   * Refuses a plan whose rows were taken back and not released.
   *
   * @throws EvenkeelException with fault GATE
   */
  void refuse(ScorePlan plan) {
    ledger
        .history(plan.slot())
        .newestRun()
        .filter(run -> run.state() == RunState.ROLLED_BACK)
        .filter(run -> plan.key().sha256().equals(run.facts().get("run_key")))
        .filter(run -> rejected(plan, run.claim().generation()))
        .ifPresent(run -> refuse(plan, run));
  }

  private boolean rejected(ScorePlan plan, Generation generation) {
    CacheGeneration taken = new CacheGeneration(plan.slot().scoreDate(), generation);
    return cache
        .find(plan.slot().model())
        .flatMap(CacheStatus::rejected)
        .equals(Optional.of(taken));
  }

  private static void refuse(ScorePlan plan, RunRecord run) {
    throw EvenkeelException.of(
            Fault.GATE,
            "%s of %s was taken back from the cache, and the inputs have not changed since"
                .formatted(run.claim().run(), plan.slot()))
        .safe("readers are served the generation before it")
        .next(
            "./evenkeel cache release %s, if these predictions are to be served after all"
                .formatted(plan.slot().model()));
  }
}
