package io.evenkeel.feature.oracle;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A row of an event source with the values of its expressions.
 *
 * @param eventTime when it happened; empty for null
 * @param knownAt when it could be seen; empty for null. Not looked at where the source has a delay
 * @param keys by name of the spine's key; null is left out
 * @param dedupKey values of {@code dedup.key}; empty where the source has none
 * @param where whether it meets the source's condition; true where there is none
 * @param arguments by name of the column or label that aggregates it; null is left out, as is
 *     {@code *}
 * @param order values of {@code order} by name of the column; a column without is left out
 */
public record OracleEvent(
    Optional<Instant> eventTime,
    Optional<Instant> knownAt,
    Map<String, Object> keys,
    List<Optional<Object>> dedupKey,
    boolean where,
    Map<String, Object> arguments,
    Map<String, List<Optional<Object>>> order) {
  /** Copies the collections. */
  public OracleEvent {
    keys = Map.copyOf(keys);
    dedupKey = List.copyOf(dedupKey);
    arguments = Map.copyOf(arguments);
    order = Map.copyOf(order);
  }
}
