package io.evenkeel.stage.outcome;

import static org.apache.spark.sql.functions.array;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.explode;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.struct;

import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Predictions that have an outcome, one row for each.
 *
 * @param rows of a classifier {@link #SCORE} DOUBLE, {@link #PREDICTED} BOOLEAN and {@link
 *     #OBSERVED} BOOLEAN; of a regressor {@link #SCORE} DOUBLE and {@link #OBSERVED} DOUBLE; none
 *     of them null; and the columns to group by, of any type that casts to STRING
 * @param groups columns to group by, each on its own
 */
public record OutcomeRows(Dataset<Row> rows, List<String> groups) {
  /** What the model returned; of a classifier the probability of the positive class. */
  public static final String SCORE = "_score";

  /** Whether the predicted class is the positive one. */
  public static final String PREDICTED = "_predicted";

  /** The outcome: whether it is the positive class, or for a regressor the number. */
  public static final String OBSERVED = "_observed";

  static final String KEY = "_key";
  static final String VALUE = "_value";

  /** Copies the list. */
  public OutcomeRows {
    groups = List.copyOf(groups);
  }

  /** Returns each row once for all rows and once for each column to group by. */
  Dataset<Row> sliced() {
    List<Column> slices = new ArrayList<>();
    slices.add(slice(Slice.ALL.key(), lit(Slice.ALL.value())));
    for (String group : groups) {
      slices.add(slice(group, coalesce(col("`" + group + "`").cast("string"), lit(Slice.MISSING))));
    }
    List<Column> kept = new ArrayList<>();
    for (String name : List.of(SCORE, PREDICTED, OBSERVED)) {
      if (List.of(rows.columns()).contains(name)) {
        kept.add(col(name));
      }
    }
    kept.add(explode(array(slices.toArray(Column[]::new))).as("_slice"));
    return rows.select(kept.toArray(Column[]::new))
        .withColumn(KEY, col("_slice.key"))
        .withColumn(VALUE, col("_slice.value"))
        .drop("_slice");
  }

  private static Column slice(String key, Column value) {
    return struct(lit(key).as("key"), value.as("value"));
  }
}
