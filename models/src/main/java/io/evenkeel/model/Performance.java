package io.evenkeel.model;

import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * How good the model was, and on which rows.
 *
 * @param data what was measured on, as a sentence
 * @param rows how many rows that was
 * @param metrics name of a metric, such as {@code auc}, to its value
 */
public record Performance(String data, long rows, SortedMap<String, Double> metrics) {
  /** Copies the map. */
  public Performance {
    metrics = Collections.unmodifiableSortedMap(new TreeMap<>(metrics));
  }

  static Performance of(String data, long rows, Map<String, Double> metrics) {
    return new Performance(data, rows, new TreeMap<>(metrics));
  }
}
