package io.evenkeel.stage.training;

import static org.apache.spark.sql.functions.array;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.inline;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.row_number;
import static org.apache.spark.sql.functions.struct;

import io.evenkeel.feature.FeatureType;
import io.evenkeel.profile.FeatureProfile.Categorical;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.expressions.Window;

/**
 * Profiles words in one pass. At most {@link Categorical#LIMIT} words of each feature come to the
 * driver, the most frequent ones, and of equally frequent ones those first by name.
 */
final class CategoricalProfiling {
  private static final String FEATURE = "feature";
  private static final String WORD = "word";
  private static final String ROWS = "rows";
  private static final List<String> TRUTH = List.of("false", "true");

  private final Map<String, Long> words = new HashMap<>();
  private long nulls;

  private CategoricalProfiling() {}

  /**
   * Returns the profiles, in the map's order.
   *
   * @param total number of rows
   */
  static List<Categorical> profile(
      Dataset<Row> rows, Map<String, FeatureType> columns, long total) {
    List<String> names = List.copyOf(columns.keySet());
    List<CategoricalProfiling> tallies =
        names.stream().map(x -> new CategoricalProfiling()).toList();
    for (Row row : names.isEmpty() ? List.<Row>of() : frequent(rows, names)) {
      CategoricalProfiling tally = tallies.get(row.getInt(0));
      if (row.isNullAt(1)) {
        tally.nulls = row.getLong(2);
      } else {
        tally.words.put(row.getString(1), row.getLong(2));
      }
    }
    List<Categorical> profiles = new ArrayList<>();
    for (int i = 0; i < names.size(); i++) {
      boolean truth = columns.get(names.get(i)) == FeatureType.BOOL;
      profiles.add(tallies.get(i).freeze(names.get(i), truth, total));
    }
    return profiles;
  }

  private static List<Row> frequent(Dataset<Row> rows, List<String> names) {
    Column[] cells = new Column[names.size()];
    for (int i = 0; i < cells.length; i++) {
      Column word = col("`" + names.get(i) + "`").cast("string");
      cells[i] = struct(lit(i).as(FEATURE), word.as(WORD));
    }
    Column rank =
        row_number()
            .over(
                Window.partitionBy(col(FEATURE), col(WORD).isNull())
                    .orderBy(col(ROWS).desc(), col(WORD)));
    return rows.select(inline(array(cells)))
        .groupBy(FEATURE, WORD)
        .agg(count(lit(1)).as(ROWS))
        .withColumn("rank", rank)
        .where(col("rank").leq(Categorical.LIMIT))
        .select(FEATURE, WORD, ROWS)
        .collectAsList();
  }

  private Categorical freeze(String name, boolean truth, long total) {
    long kept = words.values().stream().mapToLong(Long::longValue).sum();
    List<String> listed = truth ? TRUTH : words.keySet().stream().sorted().toList();
    return Categorical.of(name, listed, words, nulls, total - nulls - kept);
  }
}
