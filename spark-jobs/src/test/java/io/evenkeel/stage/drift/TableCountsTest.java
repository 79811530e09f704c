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
import org.junit.ClassRule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

public class TableCountsTest {
  @ClassRule public static final TemporaryFolder FOLDER = new TemporaryFolder();

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
  public void areTheSameWhetherColumnsOrRowsAreRead() throws Exception {
    String folder = FOLDER.newFolder().toPath().resolve("numbers").toString();
    numbers().write().parquet(folder);
    Dataset<Row> read = SparkTestSession.session().read().parquet(folder);
    ReferenceProfile reference = Samples.reference(WORD, AMOUNT, number("float"), number("int"));
    String[] casts = {"word", "amount", "cast(`float` AS double)", "cast(`int` AS double)"};
    assertThat(FeatureColumns.of(read.selectExpr(casts).queryExecution().executedPlan()))
        .isPresent();
    Dataset<Row> filtered = read.where("coalesce(`int`, 0) >= 0");
    assertThat(FeatureColumns.of(filtered.selectExpr(casts).queryExecution().executedPlan()))
        .isEmpty();
    Map<String, long[]> columns = TableCounts.of(read, reference, List.of());
    Map<String, long[]> rows = TableCounts.of(filtered, reference, List.of());
    assertThat(columns).containsOnlyKeys("word", "amount", "float", "int");
    columns.forEach((name, counts) -> assertThat(counts).as(name).isEqualTo(rows.get(name)));
    assertThat(columns.get("float")[number("float").layout().nullBin()]).isEqualTo(600);
    assertThat(columns.get("word")[WORD.layout().nullBin()]).isEqualTo(429);
  }

  @Test
  public void tellMissingColumnsFromNewOnes() {
    Map<String, long[]> counts = TableCounts.of(rows(2), REFERENCE, List.of("id"));
    assertThat(counts).containsOnlyKeys("amount", "word", "extra");
    assertThat(counts.get("extra")).isEmpty();
  }

  private static Numeric number(String name) {
    return Numeric.of(name, new Random(3).doubles(5000, 0, 3000).toArray(), 0);
  }

  private static Dataset<Row> numbers() {
    return rows(2)
        .selectExpr(
            "if(id % 7 = 1, null, word) AS word",
            "amount",
            "if(id % 5 = 0, null, cast(id / 7 AS float)) AS `float`",
            "cast(id AS int) AS `int`");
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
