package io.evenkeel.stage.drift;

import io.evenkeel.profile.FeatureProfile;
import io.evenkeel.profile.FeatureProfile.Numeric;
import io.evenkeel.profile.ReferenceProfile;
import io.evenkeel.stage.drift.measure.KolmogorovSmirnov;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;

/** The KS test on the values themselves, where both sides are small enough to be held in memory. */
public final class ExactKs {
  private ExactKs() {}

  /**
   * Returns the test of each numeric feature that both sides have values of; none where a side has
   * more than {@link KolmogorovSmirnov#EXACT_ROWS} rows. At most that many rows come to the driver.
   */
  public static Map<String, KolmogorovSmirnov> of(
      Dataset<Row> reference, Dataset<Row> current, ReferenceProfile profile) {
    List<String> there = List.of(reference.columns());
    List<String> here = List.of(current.columns());
    List<String> names =
        profile.features().stream()
            .filter(Numeric.class::isInstance)
            .map(FeatureProfile::name)
            .filter(name -> there.contains(name) && here.contains(name))
            .toList();
    if (names.isEmpty() || !small(reference) || !small(current)) {
      return Map.of();
    }
    List<Row> before = values(reference, names);
    List<Row> now = values(current, names);
    Map<String, KolmogorovSmirnov> tests = new TreeMap<>();
    for (int i = 0; i < names.size(); i++) {
      double[] r = column(before, i);
      double[] c = column(now, i);
      if (r.length > 0 && c.length > 0) {
        tests.put(names.get(i), KolmogorovSmirnov.test(r, c));
      }
    }
    return tests;
  }

  private static boolean small(Dataset<Row> rows) {
    return rows.limit(KolmogorovSmirnov.EXACT_ROWS + 1).count() <= KolmogorovSmirnov.EXACT_ROWS;
  }

  private static List<Row> values(Dataset<Row> rows, List<String> names) {
    Column[] cells =
        names.stream()
            .map(name -> functions.col("`" + name + "`").cast("double"))
            .toArray(Column[]::new);
    return rows.select(cells).collectAsList();
  }

  /** Returns the values without nulls and NaN; negative zero is zero. */
  private static double[] column(List<Row> rows, int column) {
    return rows.stream()
        .filter(row -> !row.isNullAt(column))
        .mapToDouble(row -> row.getDouble(column) + 0.0)
        .filter(value -> !Double.isNaN(value))
        .toArray();
  }
}
