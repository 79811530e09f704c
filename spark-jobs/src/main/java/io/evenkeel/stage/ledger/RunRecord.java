package io.evenkeel.stage.ledger;

import io.evenkeel.run.Claim;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * What the ledger knows of one run: the fold of its generation's events.
 *
 * @param states each state reached, in order, with the time of its event
 * @param facts the facts of all its events; a later event's value replaces an earlier one's
 * @param superseded whether a newer generation of the slot was claimed
 */
public record RunRecord(
    Claim claim, Map<RunState, Instant> states, Map<String, Object> facts, boolean superseded) {
  /** Copies the maps, keeping their order. */
  public RunRecord {
    states = Collections.unmodifiableMap(new LinkedHashMap<>(states));
    facts = Collections.unmodifiableMap(new TreeMap<>(facts));
  }

  /** Returns the record of one generation's events, at least one. */
  static RunRecord of(Claim claim, List<Event> events, boolean superseded) {
    Map<RunState, Instant> states = new LinkedHashMap<>();
    Map<String, Object> facts = new TreeMap<>();
    for (Event event : events) {
      states.put(event.state(), event.at());
      facts.putAll(event.facts());
    }
    return new RunRecord(claim, states, facts, superseded);
  }

  /** Returns the state reached last. */
  public RunState state() {
    return List.copyOf(states.keySet()).get(states.size() - 1);
  }

  /** Returns when the generation was claimed. */
  public Instant startedAt() {
    return states.values().iterator().next();
  }

  /** Returns when the last event was written. */
  public Instant lastAt() {
    return List.copyOf(states.values()).get(states.size() - 1);
  }

  /**
   * Returns, for each state but the first, in lower case, the seconds since the state before it.
   */
  public Map<String, Double> stageSeconds() {
    Map<String, Double> seconds = new LinkedHashMap<>();
    Instant before = startedAt();
    for (Map.Entry<RunState, Instant> reached : states.entrySet()) {
      if (reached.getKey() != RunState.CLAIMED) {
        long millis = Duration.between(before, reached.getValue()).toMillis();
        seconds.put(reached.getKey().name().toLowerCase(Locale.ROOT), millis / 1000.0);
        before = reached.getValue();
      }
    }
    return seconds;
  }
}
