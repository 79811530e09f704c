package io.evenkeel.job;

import io.evenkeel.fault.EvenkeelException;
import io.evenkeel.run.Claim;
import io.evenkeel.run.RunId;
import io.evenkeel.run.Slot;
import io.evenkeel.stage.cache.CacheGeneration;
import io.evenkeel.stage.cache.CacheStatus;
import io.evenkeel.stage.cache.CacheStore;
import io.evenkeel.stage.ledger.Ledger;
import io.evenkeel.stage.ledger.RunState;
import java.util.Map;

/** What an operator does to a cache, with its trace in the ledger. */
public record CacheOperations(CacheStore cache, Ledger ledger) {
  private static final String CHAMPION = ScorePlan.CHAMPION;

  /**
   * Leads readers back to the generation before the live one, and records that the one left behind
   * was taken back. The predictions table is not touched.
   *
   * @return what is cached now
   * @throws EvenkeelException with fault USAGE, if there is nothing to go back to; RETRYABLE, if it
   *     is damaged
   */
  public CacheStatus rollback(String model) {
    CacheStatus before = cache.status(model);
    CacheStatus after = cache.rollback(model);
    record(before, after.current());
    return after;
  }

  /** A run that the ledger does not know, or knows as stopped, has no state to come after it. */
  private void record(CacheStatus left, CacheGeneration target) {
    Slot slot = new Slot(left.model(), CHAMPION, left.current().scoreDate());
    Claim claim = new Claim(slot, left.current().generation(), new RunId(left.runId()));
    boolean recordable =
        ledger.history(slot).runs().stream()
            .filter(run -> run.claim().equals(claim))
            .anyMatch(run -> run.state().mayBecome(RunState.ROLLED_BACK));
    if (recordable) {
      ledger.append(claim, RunState.ROLLED_BACK, Map.of("cache_rolled_back_to", target.toString()));
    }
  }
}
