package io.evenkeel.stage.verify;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.expr;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.xxhash64;

import io.evenkeel.feature.Spine;
import io.evenkeel.feature.oracle.OracleSpineRow;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.StructType;

/** Reads rows of the spine. */
final class SpineReader {
  private static final String ID = "__id";
  private static final int FIRST_KEY = 3;

  private final Spine spine;
  private final LocalDate date;
  private final Dataset<Row> derived;
  private final Dataset<Row> described;

  SpineReader(Spine spine, LocalDate date, Dataset<Row> table, RowSql sql) {
    this.spine = spine;
    this.date = date;
    this.derived = sql.derive(table, spine.row());
    Dataset<Row> chosen = spine.where().map(where -> derived.filter(expr(where))).orElse(derived);
    List<Column> read = new ArrayList<>();
    read.add(expr(spine.rowId()).cast("string").as(ID));
    read.add(expr(spine.asOf()));
    read.add(struct(col("*")));
    spine.keys().forEach((key, type) -> read.add(col(key).cast(type)));
    this.described =
        chosen.filter(expr(spine.date()).equalTo(lit(date))).select(read.toArray(Column[]::new));
  }

  /** Returns the columns that expressions read. */
  StructType columns() {
    return derived.schema();
  }

  /**
   * Returns the rows with the {@code ids} row ids whose hashes are least: the same for the same
   * data, with every copy of an id. Rows without an id are not among them.
   */
  List<SampledRow> sample(int ids) {
    Object[] chosen =
        described
            .filter(col(ID).isNotNull())
            .select(ID)
            .distinct()
            .orderBy(xxhash64(col(ID)), col(ID))
            .limit(ids)
            .collectAsList()
            .stream()
            .map(row -> row.getString(0))
            .toArray();
    return chosen.length == 0 ? List.of() : rows(col(ID).isin(chosen));
  }

  /** Returns the rows with that id: one, unless the data is in breach. */
  List<SampledRow> named(String id) {
    return rows(col(ID).equalTo(lit(id)));
  }

  private List<SampledRow> rows(Column condition) {
    return described.filter(condition).collectAsList().stream().map(this::row).toList();
  }

  private SampledRow row(Row row) {
    Map<String, Object> keys = new HashMap<>();
    int position = FIRST_KEY;
    for (String key : spine.keys().keySet()) {
      if (!row.isNullAt(position)) {
        keys.put(key, row.get(position));
      }
      position++;
    }
    return new SampledRow(
        new OracleSpineRow(
            Optional.ofNullable(row.getString(0)),
            date,
            Optional.ofNullable((Instant) row.get(1)),
            keys),
        row.getStruct(2));
  }
}
