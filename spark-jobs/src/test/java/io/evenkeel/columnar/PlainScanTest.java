package io.evenkeel.columnar;

import static org.apache.spark.sql.functions.col;
import static org.assertj.core.api.Assertions.assertThat;

import io.evenkeel.SparkTestSession;
import java.util.stream.IntStream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.execution.SparkPlan;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

/** What is read in columns. */
public final class PlainScanTest {
  private static final int COLUMNS = 150;

  @Rule public final TemporaryFolder folder = new TemporaryFolder();

  @Test
  public void needsALimitOfColumnsAboveThoseOfTheTable() {
    String path = folder.getRoot().toPath().resolve("wide").toString();
    Column[] columns =
        IntStream.range(0, COLUMNS).mapToObj(i -> col("id").as("f" + i)).toArray(Column[]::new);
    SparkTestSession.session().range(10).select(columns).write().parquet(path);
    assertThat(PlainScan.of(plan(path, "100"))).isEmpty();
    PlainScan scan = PlainScan.of(plan(path, "2000")).orElseThrow();
    assertThat(scan.wanted()).hasSize(COLUMNS);
    assertThat(
            scan.batches().map(batch -> batch.numRows()).collect().stream().mapToInt(i -> i).sum())
        .isEqualTo(10);
  }

  private static SparkPlan plan(String path, String mostColumns) {
    SparkSession spark = SparkTestSession.session().newSession();
    spark.conf().set("spark.sql.codegen.maxFields", mostColumns);
    Dataset<Row> rows = spark.read().parquet(path);
    return rows.queryExecution().executedPlan();
  }
}
