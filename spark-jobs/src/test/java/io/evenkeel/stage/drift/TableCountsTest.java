package io.evenkeel.stage.drift;

import static org.assertj.core.api.Assertions.assertThat;

import io.evenkeel.SparkTestSession;
import io.evenkeel.profile.FeatureProfile.Categorical;
import io.evenkeel.profile.FeatureProfile.Numeric;
import io.evenkeel.profile.ReferenceProfile;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.Test;

public class TableCountsTest {
  private static final Numeric AMOUNT =
      Numeric.of("amount", new Random(17).doubles(5000).toArray(), 0);
  private static final Categorical WORD =
      Categorical.of("word", Map.of("w0", 2500L, "w1", 2500L), 0);
  private static final Numeric GONE = Numeric.of("gone", new double[5000], 0);
  private static final ReferenceProfile REFERENCE = Samples.reference(AMOUNT, WORD, GONE);

  @Test
  public void areTheSameToTheBitAcrossPartitions() {
    Map<String, long[]> one = TableCounts.of(rows(1), REFERENCE, List.of("id"));
    assertThat(one.get("amount")).contains(300);
    for (int parts : new int[] {7, 200}) {
      Map<String, long[]> many = TableCounts.of(rows(parts), REFERENCE, List.of("id"));
      assertThat(many.get("amount")).as("%d parts", parts).isEqualTo(one.get("amount"));
      assertThat(many.get("word")).as("%d parts", parts).isEqualTo(one.get("word"));
    }
  }

  @Test
  public void tellMissingColumnsFromNewOnes() {
    Map<String, long[]> counts = TableCounts.of(rows(2), REFERENCE, List.of("id"));
    assertThat(counts).containsOnlyKeys("amount", "word", "extra");
    assertThat(counts.get("extra")).isEmpty();
  }

  private static Dataset<Row> rows(int parts) {
    return SparkTestSession.session()
        .range(0, 3000, 1, parts)
        .selectExpr(
            "id",
            "CASE WHEN id % 10 = 3 THEN null WHEN id % 100 = 4 THEN double('NaN')"
                + " ELSE (id * 7919 % 3001) / 2900 END AS amount",
            "concat('w', id % 3) AS word",
            "1 AS extra");
  }
}
