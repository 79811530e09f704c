package io.evenkeel.stage.verify;

import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.struct;

import io.evenkeel.feature.oracle.OracleSpineRow;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.apache.spark.sql.Column;

/**
 * Chooses the rows of a source that could concern a sample.
 *
 * @param rows the sample
 */
record KeysOfSample(List<OracleSpineRow> rows) {
  /**
   * Returns a condition that holds for a row whose keys equal those of some row of the sample.
   *
   * @param by each choice of keys that is asked for
   * @param keys the source's keys, by name
   */
  Column met(Set<List<String>> by, Map<String, Column> keys) {
    return by.stream()
        .map(names -> met(names, keys))
        .reduce(Column::or)
        .orElseGet(() -> lit(false));
  }

  private Column met(List<String> names, Map<String, Column> keys) {
    Set<List<?>> asked = new LinkedHashSet<>();
    for (OracleSpineRow row : rows) {
      if (row.keys().keySet().containsAll(names)) {
        asked.add(
            names.stream().map(name -> Objects.requireNonNull(row.keys().get(name))).toList());
      }
    }
    List<Object> structs = new ArrayList<>();
    asked.forEach(values -> structs.add(ofValues(names, values)));
    Column[] found =
        names.stream()
            .map(name -> Objects.requireNonNull(keys.get(name)).as(name))
            .toArray(Column[]::new);
    return structs.isEmpty() ? lit(false) : struct(found).isin(structs.toArray());
  }

  private static Column ofValues(List<String> names, List<?> values) {
    Column[] columns = new Column[names.size()];
    for (int i = 0; i < columns.length; i++) {
      columns[i] = lit(values.get(i)).as(names.get(i));
    }
    return struct(columns);
  }
}
