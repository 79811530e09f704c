package io.evenkeel.observe;

import io.evenkeel.stage.ledger.RunRecord;

/** Is told how runs go. Safe between threads: runs of a backfill go side by side. */
interface RunObserver {
  /**
   * Tells that a run has claimed its slot.
   *
   * @throws DeliveryException if what is made of it can't be delivered
   */
  void started(RunRecord run);

  /**
   * Tells that a run has come to its end, or was stopped.
   *
   * @throws DeliveryException if what is made of it can't be delivered
   */
  void ended(RunRecord run);
}
