package io.evenkeel.columnar;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.evenkeel.SparkTestSession;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.classic.SparkSession$;
import org.apache.spark.sql.functions;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

/** A dataset made of rows that are in Spark's binary form. */
public final class BinaryRowsTest {
  private static final int ROWS = 100;

  @Rule public final TemporaryFolder folder = new TemporaryFolder();

  @Test
  public void hasTheRowsItIsMadeOf() {
    assertThat(dataset().collectAsList()).containsExactlyElementsOf(numbers().collectAsList());
  }

  @Test
  public void isFilteredGroupedAndJoinedWithOthers() {
    Dataset<Row> rows = dataset();
    assertThat(rows.where("n % 10 = 3").select("word").distinct().count()).isEqualTo(10);
    assertThat(rows.union(rows).groupBy("word").count().where("count = 2").count()).isEqualTo(ROWS);
    assertThat(rows.join(numbers().where("n < 7").withColumnRenamed("word", "other"), "n").count())
        .isEqualTo(7);
  }

  @Test
  public void isRefusedRatherThanJoinedWithItself() {
    Dataset<Row> rows = dataset();
    assertThatThrownBy(
            () -> rows.alias("a").join(rows.alias("b"), functions.expr("a.n = b.n + 1")).count())
        .hasMessageContaining("cannot be resolved");
  }

  @Test
  public void isWrittenByPartitionsAndReadAgain() {
    String path = folder.getRoot().toPath().resolve("written").toString();
    dataset().withColumn("odd", functions.expr("n % 2")).write().partitionBy("odd").parquet(path);
    assertThat(SparkTestSession.session().read().parquet(path).where("odd = 1").count())
        .isEqualTo(ROWS / 2);
  }

  @Test
  public void isShownByItsNameAndReadsNoRowAnew() {
    String plan = dataset().queryExecution().executedPlan().toString();
    assertThat(plan).contains("Count to a hundred [n#").doesNotContain("Scan ExistingRDD");
  }

  /** Threads that Spark has not seen have no active session. */
  @Test
  public void canBeMadeInAThreadWithoutASession() {
    SparkSession session = SparkTestSession.session();
    SparkSession$.MODULE$.clearActiveSession();
    try {
      assertThat(dataset().count()).isEqualTo(ROWS);
    } finally {
      SparkSession$.MODULE$.setActiveSession((org.apache.spark.sql.classic.SparkSession) session);
    }
  }

  private static Dataset<Row> dataset() {
    var numbers = (org.apache.spark.sql.classic.Dataset<Row>) numbers();
    return BinaryRows.dataset(
        numbers.sparkSession(),
        "Count to a hundred",
        numbers.schema(),
        numbers.queryExecution().toRdd());
  }

  private static Dataset<Row> numbers() {
    List<String> words = IntStream.range(0, ROWS).mapToObj("word %d"::formatted).toList();
    return SparkTestSession.session()
        .createDataset(words, Encoders.STRING())
        .selectExpr("cast(substring(value, 6) as bigint) as n", "value as word");
  }
}
