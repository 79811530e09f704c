package io.evenkeel.stage.verify;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.expr;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.struct;

import io.evenkeel.feature.FeatureColumn.LookedUp;
import io.evenkeel.feature.Source;
import io.evenkeel.feature.oracle.OracleSpineRow;
import io.evenkeel.feature.oracle.OracleState;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** Reads the states of one source that could concern a sample. */
final class StateReader {
  private static final int FIRST_KEY = 5;

  private final Source.States source;
  private final List<LookedUp> columns;
  private final Dataset<Row> derived;
  private final Map<String, Column> keys = new LinkedHashMap<>();
  private final Map<String, ScopedExpression> values = new LinkedHashMap<>();

  /**
   * Describes a source.
   *
   * @param columns that look something up in it
   * @param keyTypes SQL type by name of the spine's key
   */
  StateReader(
      Source.States source,
      List<LookedUp> columns,
      Map<String, String> keyTypes,
      Dataset<Row> table,
      RowSql sql) {
    this.source = source;
    this.columns = columns;
    this.derived = sql.derive(table, source.row());
    source.keys().forEach((key, text) -> keys.put(key, expr(text).cast(keyTypes.get(key))));
    for (LookedUp column : columns) {
      values.put(
          column.name(), ScopedExpression.of(column.expression(), derived.schema(), Map.of(), sql));
    }
  }

  /** Returns the states that have the keys of some row of the sample. */
  List<OracleState> rows(List<OracleSpineRow> sample, Bounded bounded) {
    Set<List<String>> by = new LinkedHashSet<>();
    columns.forEach(column -> by.add(column.by()));
    Column never = lit(null).cast("timestamp");
    List<Column> read = new ArrayList<>();
    read.add(source.knownAt().map(org.apache.spark.sql.functions::expr).orElse(never));
    read.add(source.validity().map(valid -> expr(valid.from())).orElse(never));
    read.add(source.validity().map(valid -> expr(valid.to())).orElse(never));
    read.add(coalesce(expr(source.where().orElse("true")), lit(false)));
    read.add(struct(col("*")));
    read.addAll(keys.values());
    Dataset<Row> concerned =
        derived.filter(new KeysOfSample(sample).met(by, keys)).select(read.toArray(Column[]::new));
    return bounded.rows(source.name(), concerned).stream().map(this::state).toList();
  }

  private OracleState state(Row row) {
    Map<String, Object> found = new HashMap<>();
    int position = FIRST_KEY;
    for (String key : keys.keySet()) {
      if (!row.isNullAt(position)) {
        found.put(key, row.get(position));
      }
      position++;
    }
    Row own = row.getStruct(FIRST_KEY - 1);
    Map<String, OracleState.ValueAt> valuesAt = new HashMap<>();
    values.forEach((name, value) -> valuesAt.put(name, asOf -> value.of(own, asOf, Map.of())));
    return new OracleState(
        instant(row, 0), instant(row, 1), instant(row, 2), found, row.getBoolean(3), valuesAt);
  }

  private static Optional<Instant> instant(Row row, int i) {
    return Optional.ofNullable((Instant) row.get(i));
  }
}
