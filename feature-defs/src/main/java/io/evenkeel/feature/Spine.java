package io.evenkeel.feature;

import java.util.Map;
import java.util.Optional;

/**
 * The rows to score and the moment at which each could first have been scored.
 *
 * @param table the warehouse table
 * @param rowId SQL expression, cast to string: identifies one row of the spine within a date
 * @param keys name to SQL type ({@code string}, {@code int}, {@code bigint}, {@code date}); each
 *     name is a column of the table or of {@code row}
 * @param date SQL expression of type date, by which {@code --date} chooses rows
 * @param asOf SQL expression of type timestamp: the prediction moment
 * @param where SQL condition for rows that are scored at all; empty for every row
 * @param row derived columns, name to SQL expression over the table's columns, evaluated before
 *     every other expression of the spine
 */
public record Spine(
    String table,
    String rowId,
    Map<String, String> keys,
    String date,
    String asOf,
    Optional<String> where,
    Map<String, String> row) {

  /** Copies the maps, keeping their order. */
  public Spine {
    keys = Ordered.copy(keys);
    row = Ordered.copy(row);
  }
}
