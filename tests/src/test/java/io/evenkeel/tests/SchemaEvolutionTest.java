package io.evenkeel.tests;

import static org.assertj.core.api.Assertions.assertThat;

import io.evenkeel.job.Journal;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import org.junit.ClassRule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

/** Tables that an earlier version has made, which lacks the newest column of each. */
public class SchemaEvolutionTest {
  /** Each table of a scoring run, and its newest column. */
  private static final Map<String, String> TABLES =
      Map.of(
          "predictions", "outputs",
          "quarantine", "quarantined_at",
          "runs", "short_history",
          "drift_run", "window_days");

  @ClassRule public static final TemporaryFolder FOLDER = new TemporaryFolder();

  @Test
  public void aRunAddsWhatIsMissingWithItsCommentAndLeavesOlderRowsAsTheyWere() throws IOException {
    SmallLakehouse small = SmallLakehouse.in(FOLDER.newFolder().toPath());
    small.breakOneRow(SmallLakehouse.FIRST);
    small.breakOneRow(SmallLakehouse.FIRST.plusDays(1));
    var unused = small.score(SmallLakehouse.FIRST, Map.of(), Journal.SILENT);
    Map<String, StructType> made = new TreeMap<>();
    Map<String, List<Row>> before = new TreeMap<>();
    for (String table : TABLES.keySet()) {
      made.put(table, rows(small, table).schema());
      before.put(table, older(small, table));
    }
    var next = small.score(SmallLakehouse.FIRST.plusDays(1), Map.of(), Journal.SILENT);
    TABLES.forEach(
        (table, column) -> {
          Dataset<Row> now = rows(small, table);
          StructType schema = now.schema();
          assertThat(schema.fieldNames()).as(table).endsWith(column);
          StructField added = schema.apply(column);
          StructField first = made.get(table).apply(column);
          assertThat(added.dataType()).as(table).isEqualTo(first.dataType());
          assertThat(added.getComment()).as(table).isEqualTo(first.getComment());
          Dataset<Row> old =
              now.where("cast(score_date as string) = '" + SmallLakehouse.FIRST + "'");
          assertThat(old.drop(column).collectAsList())
              .as(table)
              .containsExactlyInAnyOrderElementsOf(before.get(table));
          assertThat(old.where(column + " is not null").count()).as(table).isZero();
        });
    assertThat(next.alreadyDone()).isFalse();
  }

  /** Makes a table anew without a column, and returns its rows. */
  private static List<Row> older(SmallLakehouse small, String table) {
    Dataset<Row> rows = rows(small, table).drop(TABLES.get(table));
    List<Row> all = rows.collectAsList();
    SparkSession spark = TestSpark.session();
    spark
        .createDataFrame(all, rows.schema())
        .write()
        .format("delta")
        .mode("overwrite")
        .option("overwriteSchema", "true")
        .partitionBy(partitions(small, table))
        .save(small.table(table).toString());
    return all;
  }

  private static String[] partitions(SmallLakehouse small, String table) {
    return TestSpark.session()
        .sql("describe detail delta.`%s`".formatted(small.table(table)))
        .head()
        .<String>getList(7)
        .toArray(String[]::new);
  }

  private static Dataset<Row> rows(SmallLakehouse small, String table) {
    return TestSpark.session().read().format("delta").load(small.table(table).toString());
  }
}
