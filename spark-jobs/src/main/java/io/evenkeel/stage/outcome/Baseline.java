package io.evenkeel.stage.outcome;

import java.util.Collections;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.TreeMap;

/**
 * How good the model was at training, as its metadata tells it.
 *
 * @param metrics by the names of {@link MetricNames}; others are not looked at
 * @param rows on which that was measured
 */
public record Baseline(Map<String, Double> metrics, long rows) {
  /** Copies the map. */
  public Baseline {
    metrics = Collections.unmodifiableMap(new TreeMap<>(metrics));
  }

  /** Returns a metric's value, or empty where training did not tell it. */
  public OptionalDouble value(String metric) {
    Double value = metrics.get(metric);
    return value == null || !Double.isFinite(value)
        ? OptionalDouble.empty()
        : OptionalDouble.of(value);
  }
}
