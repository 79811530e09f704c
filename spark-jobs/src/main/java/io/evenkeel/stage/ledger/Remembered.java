package io.evenkeel.stage.ledger;

import io.evenkeel.run.Claim;
import java.time.Instant;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * A run as other places than the ledger remember it.
 *
 * @param at when it published
 * @param state PUBLISHED, DONE or ROLLED_BACK
 * @param facts by the names of the columns of the runs table
 */
public record Remembered(Claim claim, Instant at, RunState state, Map<String, Object> facts) {
  /** Copies the facts. */
  public Remembered {
    facts = Collections.unmodifiableMap(new TreeMap<>(facts));
  }
}
