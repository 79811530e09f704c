package io.evenkeel.stage.training;

import static org.assertj.core.api.Assertions.assertThat;

import io.evenkeel.SparkTestSession;
import io.evenkeel.feature.FeatureType;
import io.evenkeel.profile.FeatureProfile;
import io.evenkeel.profile.FeatureProfile.Categorical;
import io.evenkeel.profile.FeatureProfile.Numeric;
import io.evenkeel.profile.ReferenceProfile;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.StructType;
import org.junit.Test;

public class ReferenceProfilingTest {
  private static final Map<String, FeatureType> TYPES = new LinkedHashMap<>();
  private static final StructType SCHEMA;

  static {
    TYPES.put("amount", FeatureType.FLOAT64);
    TYPES.put("carrier", FeatureType.CATEGORY);
    TYPES.put("empty", FeatureType.FLOAT32);
    TYPES.put("late", FeatureType.BOOL);
    TYPES.put("month", FeatureType.INT32);
    StructType schema = new StructType();
    for (Map.Entry<String, FeatureType> entry : TYPES.entrySet()) {
      schema = schema.add(entry.getKey(), entry.getValue().sqlType());
    }
    SCHEMA = schema;
  }

  @Test
  public void equalsTheProfileOfValuesInMemory() {
    List<Row> rows = rows(new Random(17), 5000);
    ReferenceProfile profile = ReferenceProfiling.profile(frame(rows), TYPES, "set", "f");
    List<FeatureProfile> expected =
        List.of(
            numeric("amount", rows, 0),
            words("carrier", rows, 1),
            numeric("empty", rows, 2),
            words("late", rows, 3),
            numeric("month", rows, 4));
    assertThat(profile.rows()).isEqualTo(5000);
    assertThat(profile.features()).containsExactlyElementsOf(expected);
  }

  @Test
  public void hasTheSameIdHoweverTheRowsAreParted() {
    Dataset<Row> rows = frame(rows(new Random(18), 3000));
    ReferenceProfile whole = ReferenceProfiling.profile(rows.coalesce(1), TYPES, "set", "f");
    for (int parts : new int[] {7, 20}) {
      assertThat(ReferenceProfiling.profile(rows.repartition(parts), TYPES, "set", "f").id())
          .as("%d parts", parts)
          .isEqualTo(whole.id());
    }
  }

  @Test
  public void profilesATableWithoutRows() {
    ReferenceProfile profile = ReferenceProfiling.profile(frame(List.of()), TYPES, "set", "f");
    assertThat(profile.rows()).isZero();
    assertThat(profile.features()).hasSize(5);
    assertThat(((Categorical) profile.feature("late").orElseThrow()).categories())
        .containsExactly("false", "true");
  }

  private static Dataset<Row> frame(List<Row> rows) {
    return SparkTestSession.session().createDataFrame(rows, SCHEMA);
  }

  private static List<Row> rows(Random random, int n) {
    List<Row> rows = new ArrayList<>();
    for (int i = 0; i < n; i++) {
      rows.add(
          RowFactory.create(
              amount(random),
              random.nextInt(20) == 0 ? null : "carrier " + random.nextInt(30),
              null,
              random.nextInt(3) == 0,
              1 + random.nextInt(12)));
    }
    return rows;
  }

  private static Double amount(Random random) {
    return switch (random.nextInt(40)) {
      case 0 -> null;
      case 1 -> Double.NaN;
      case 2 -> Double.NEGATIVE_INFINITY;
      case 3 -> -0.0;
      case 4, 5, 6 -> 0.0;
      default -> 1e6 * random.nextGaussian();
    };
  }

  private static Numeric numeric(String name, List<Row> rows, int ordinal) {
    double[] values =
        rows.stream()
            .filter(row -> !row.isNullAt(ordinal))
            .mapToDouble(row -> ((Number) row.get(ordinal)).doubleValue())
            .toArray();
    return Numeric.of(name, values, rows.size() - values.length);
  }

  private static Categorical words(String name, List<Row> rows, int ordinal) {
    Map<String, Long> counts = new HashMap<>();
    rows.stream()
        .filter(row -> !row.isNullAt(ordinal))
        .forEach(row -> counts.merge(String.valueOf(row.get(ordinal)), 1L, Long::sum));
    long kept = counts.values().stream().mapToLong(Long::longValue).sum();
    return Categorical.of(name, counts, rows.size() - kept);
  }
}
