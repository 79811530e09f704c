package io.evenkeel.feature.oracle;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * A row of a state source with the values of its expressions.
 *
 * @param knownAt when it could be seen; empty for null. Not looked at where the source names none
 * @param from start of its validity; empty for null. Not looked at where it is valid always
 * @param to end of its validity; empty for null, which never ends
 * @param keys by name of the spine's key; null is left out
 * @param where whether it meets the source's condition; true where there is none
 * @param values by name of the column that looks it up
 */
public record OracleState(
    Optional<Instant> knownAt,
    Optional<Instant> from,
    Optional<Instant> to,
    Map<String, Object> keys,
    boolean where,
    Map<String, ValueAt> values) {
  /** Copies the maps. */
  public OracleState {
    keys = Map.copyOf(keys);
    values = Map.copyOf(values);
  }

  /** The value of an expression over a state, which may read the prediction moment. */
  @FunctionalInterface
  public interface ValueAt {
    /** Returns the value; empty for null. */
    Optional<Object> at(Instant asOf);
  }
}
