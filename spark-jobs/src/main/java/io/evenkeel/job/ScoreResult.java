package io.evenkeel.job;

import java.util.Map;

/**
 * What a scoring run has left behind.
 *
 * @param runId the run that holds the slot's published result
 * @param alreadyDone true where an earlier run had done the same and nothing was written
 * @param facts what the ledger says of the run, by the names of the columns of {@code runs}
 */
public record ScoreResult(String runId, boolean alreadyDone, Map<String, Object> facts) {
  /** Copies the map. */
  public ScoreResult {
    facts = Map.copyOf(facts);
  }
}
