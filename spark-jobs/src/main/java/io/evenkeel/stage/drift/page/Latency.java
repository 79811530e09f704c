package io.evenkeel.stage.drift.page;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * How long a run took.
 *
 * @param rows rows of the spine
 * @param rowsPerSecond rows for a second of features and scores; 0 where it is not known
 * @param stageSeconds seconds from the run's start to each state that it reached, in order
 */
public record Latency(long rows, double rowsPerSecond, Map<String, Double> stageSeconds) {
  /** Copies the map, keeping its order. */
  public Latency {
    stageSeconds = Collections.unmodifiableMap(new LinkedHashMap<>(stageSeconds));
  }
}
