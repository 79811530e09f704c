package io.evenkeel.feature.oracle;

import java.util.List;
import java.util.Map;

/**
 * The rows of a set's sources.
 *
 * @param events by name of the source
 * @param states by name of the source
 */
public record OracleTables(
    Map<String, List<OracleEvent>> events, Map<String, List<OracleState>> states) {
  /** Copies the maps. */
  public OracleTables {
    events = Map.copyOf(events);
    states = Map.copyOf(states);
  }
}
