package io.evenkeel.job;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.max;

import io.evenkeel.feature.FeatureRows;
import io.evenkeel.profile.ReferenceProfile;
import java.sql.Date;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.DataTypes;

/**
 * One side of a comparison.
 *
 * @param label what it is, such as {@code flights@v3}
 * @param rows without those that would not be scored
 * @param versions Delta version of each table behind it; -1 where it has none
 * @param profile its frozen profile, where it has one
 */
record ComparedTable(
    String label,
    Dataset<Row> rows,
    Map<String, Long> versions,
    Optional<ReferenceProfile> profile) {

  /** Tells whether it has a column of that name. */
  boolean has(String column) {
    return Arrays.asList(rows.columns()).contains(column);
  }

  /** Returns the last date of its rows; empty where they have none. */
  Optional<LocalDate> lastDate() {
    if (!has(FeatureRows.DATE)
        || !rows.schema().apply(FeatureRows.DATE).dataType().equals(DataTypes.DateType)) {
      return Optional.empty();
    }
    Row last = rows.agg(max(col(FeatureRows.DATE))).first();
    return last.isNullAt(0) ? Optional.empty() : Optional.of(last.<Date>getAs(0).toLocalDate());
  }
}
