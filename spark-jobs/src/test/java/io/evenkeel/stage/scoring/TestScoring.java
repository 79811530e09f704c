package io.evenkeel.stage.scoring;

import io.evenkeel.profile.Slice;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** Scores with a {@link TestModel}, and reads what was staged. */
final class TestScoring {
  private TestScoring() {}

  static Dataset<Row> score(TestModel model, Dataset<Row> rows, ScoringSettings settings) {
    return score(model, rows, List.of(), settings);
  }

  static Dataset<Row> score(
      TestModel model, Dataset<Row> rows, List<Slice> slices, ScoringSettings settings) {
    return Scoring.score(rows, model.set(), model.artifact(), model.reference(), slices, settings);
  }

  /** Returns the outcomes by row id. */
  static Map<String, Row> byId(Dataset<Row> staged) {
    Map<String, Row> rows = new TreeMap<>();
    staged
        .where("kind in ('scored', 'quarantined')")
        .collectAsList()
        .forEach(row -> rows.put(row.getAs("row_id"), row));
    return rows;
  }

  /** Returns the counts of all tasks over all rows, added up, by feature. */
  static Map<String, long[]> profile(Dataset<Row> staged) {
    return sums(staged.where("column is null"));
  }

  /** Returns the counts of all tasks over the rows of a slice, added up, by feature. */
  static Map<String, long[]> profile(Dataset<Row> staged, Slice slice) {
    return sums(
        staged
            .where(staged.col("column").equalTo(slice.key()))
            .where(staged.col("value").equalTo(slice.value())));
  }

  private static Map<String, long[]> sums(Dataset<Row> staged) {
    Map<String, long[]> sums = new TreeMap<>();
    for (Row row : staged.where("kind = 'profile'").collectAsList()) {
      List<Long> counts = row.getList(row.fieldIndex("profile_counts"));
      long[] sum =
          sums.computeIfAbsent(row.getAs("profile_feature"), name -> new long[counts.size()]);
      for (int i = 0; i < sum.length; i++) {
        sum[i] += counts.get(i);
      }
    }
    return sums;
  }
}
