package io.evenkeel.stage.feature;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;

import io.evenkeel.feature.FeatureRows;
import io.evenkeel.feature.FeatureSet;
import io.evenkeel.feature.Spine;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;

/**
 * The spine with row id, date, prediction moment and typed keys beside its own columns.
 *
 * @param rows every row that meets {@code spine.where}, of all dates
 * @param keys type of each key
 */
record SpineView(Dataset<Row> rows, Map<String, DataType> keys) {

  /** Resolves the spine; what is wrong is noted in {@code resolver}. */
  static SpineView of(FeatureSet set, Dataset<Row> table, Resolver resolver) {
    Spine spine = set.spine();
    refuseReserved(spine, table, resolver);
    Dataset<Row> derived = resolver.derive("spine", spine.row(), table);
    Map<String, Column> added = new LinkedHashMap<>();
    added.put(
        FeatureRows.ROW_ID,
        resolver
            .resolve("spine.row_id", spine.rowId(), derived)
            .column()
            .cast(DataTypes.StringType));
    added.put(
        FeatureRows.DATE,
        resolver
            .resolve(
                "spine.date", spine.date(), derived, Map.of(), DataTypes.DateType::equals, "a DATE")
            .column());
    added.put(FeatureRows.AS_OF, resolver.timestamp("spine.as_of", spine.asOf(), derived).column());
    Map<String, DataType> keys = new LinkedHashMap<>();
    spine
        .keys()
        .forEach(
            (key, declared) -> {
              DataType type = KeyTypes.parse("spine.keys." + key, declared, resolver);
              keys.put(key, type);
              added.put(
                  Names.spineKey(key),
                  KeyTypes.cast("spine.keys." + key, key, type, derived, resolver));
            });
    Dataset<Row> chosen =
        spine
            .where()
            .map(
                where -> derived.filter(resolver.condition("spine.where", where, derived).column()))
            .orElse(derived);
    return new SpineView(chosen.withColumns(added), Map.copyOf(keys));
  }

  private static void refuseReserved(Spine spine, Dataset<Row> table, Resolver resolver) {
    List<String> reserved =
        List.of(FeatureRows.ROW_ID, FeatureRows.DATE, FeatureRows.AS_OF, FeatureRows.BREACHES);
    List<String> names = new ArrayList<>(List.of(table.columns()));
    names.addAll(spine.row().keySet());
    for (String name : names) {
      if (name.startsWith(Names.RESERVED) || reserved.contains(name.toLowerCase(Locale.ROOT))) {
        resolver.problem(
            "spine",
            "has a column '%s', a name that feature rows use; possible is a view that renames it"
                .formatted(name));
      }
    }
  }

  /** Returns the rows of the dates from {@code from} to {@code to}, both included. */
  Dataset<Row> between(LocalDate from, LocalDate to) {
    return rows.filter(
        col(FeatureRows.DATE).geq(lit(from)).and(col(FeatureRows.DATE).leq(lit(to))));
  }
}
