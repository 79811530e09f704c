package io.evenkeel.feature.oracle;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Map;
import java.util.Optional;

/**
 * A row to score.
 *
 * @param rowId the row's id as text; empty for null
 * @param date by which the row was chosen; row ids are unique within a date
 * @param asOf the prediction moment, in microseconds; empty for null
 * @param keys by name; a key that is null is left out
 */
public record OracleSpineRow(
    Optional<String> rowId, LocalDate date, Optional<Instant> asOf, Map<String, Object> keys) {
  /** Copies the map. */
  public OracleSpineRow {
    keys = Map.copyOf(keys);
  }
}
