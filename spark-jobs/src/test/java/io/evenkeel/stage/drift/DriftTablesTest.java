package io.evenkeel.stage.drift;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.evenkeel.SparkTestSession;
import io.evenkeel.profile.FeatureProfile.Categorical;
import io.evenkeel.profile.FeatureProfile.Numeric;
import io.evenkeel.profile.ReferenceProfile;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.StructField;
import org.junit.AfterClass;
import org.junit.BeforeClass;
import org.junit.ClassRule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

public class DriftTablesTest {
  @ClassRule public static final TemporaryFolder FOLDER = new TemporaryFolder();

  private static final SparkSession SPARK = SparkTestSession.session();
  private static DriftTables tables;
  private static DriftReport report;

  @BeforeClass
  public static void writeASlotTwice() {
    tables = new DriftTables(SPARK, FOLDER.getRoot().getPath());
    report = report("second", .5);
    tables.write(report("first", 0));
    tables.write(report);
    tables.write(report("earlier", .01, "2013-07-01"));
  }

  @AfterClass
  public static void dropViews() {
    SPARK.catalog().dropTempView("feature_histogram");
  }

  @Test
  public void keepOneResultOfASlotThatIsRepeated() {
    assertThat(slot(DriftTables.RUN).count()).isEqualTo(1);
    for (String table :
        List.of(DriftTables.RUN, DriftTables.METRIC, DriftTables.HISTOGRAM, DriftTables.ALERTS)) {
      assertThat(slot(table).select("run_id").distinct().collectAsList())
          .as(table)
          .extracting(row -> row.getString(0))
          .containsExactly("second");
    }
  }

  @Test
  public void giveThePsiOfTheReportWhenItIsRecomputedInSql() {
    tables.table(DriftTables.HISTOGRAM).createOrReplaceTempView("feature_histogram");
    for (String metric : List.of(Metric.PSI, Metric.PSI_20)) {
      String sql = metric.equals(Metric.PSI) ? DriftTables.PSI_SQL : overTwentieths();
      Map<String, Double> recomputed = new HashMap<>();
      for (Row row : SPARK.sql(sql.replace(":run_id", "'second'")).collectAsList()) {
        recomputed.put(row.getString(1), row.getDouble(2));
      }
      List<Row> stored =
          slot(DriftTables.METRIC)
              .where("value IS NOT NULL AND metric = '" + metric + "'")
              .collectAsList();
      assertThat(stored).isNotEmpty();
      for (Row row : stored) {
        String feature = row.getAs("feature");
        double value = row.getAs("value");
        assertThat(recomputed.get(feature)).as(feature).isCloseTo(value, within(1e-12));
      }
    }
  }

  @Test
  public void holdEveryMeasureWithItsMethod() {
    List<Row> rows = slot(DriftTables.METRIC).collectAsList();
    long measures = report.features().stream().mapToLong(f -> f.metrics().size()).sum();
    assertThat(rows).hasSize((int) measures + 1);
    assertThat(rows).allSatisfy(row -> assertThat(row.<String>getAs("method")).isNotEmpty());
    assertThat(rows)
        .filteredOn(row -> row.<String>getAs("status").equals("NEW_FEATURE"))
        .extracting(row -> row.<String>getAs("feature"))
        .containsExactly("surprise");
    assertThat(slot(DriftTables.METRIC).where("isnan(value) OR isnan(p)").count()).isZero();
  }

  @Test
  public void holdTheVerdictAndItsAlerts() {
    Row run = slot(DriftTables.RUN).first();
    assertThat(run.<String>getAs("verdict")).isEqualTo("alert");
    assertThat(run.<String>getAs("sentence")).isEqualTo(report.verdict().sentence());
    assertThat(run.<String>getAs("ref_id")).isEqualTo(report.reference().id());
    assertThat(run.<Long>getAs("n_cur")).isEqualTo(900);
    assertThat(run.<Double>getAs("psi_max")).isEqualTo(report.greatestPsi().orElseThrow());
    assertThat(slot(DriftTables.ALERTS).collectAsList())
        .extracting(row -> row.<String>getAs("sentence"))
        .containsExactlyInAnyOrderElementsOf(
            report.verdict().alerts().stream().map(Alert::sentence).toList());
  }

  @Test
  public void countEveryRowOncePerFeature() {
    List<Row> sums =
        slot(DriftTables.HISTOGRAM)
            .where("bin_10 IS NOT NULL")
            .groupBy("feature")
            .agg(Map.of("n_ref", "sum", "n", "sum"))
            .select("feature", "sum(n_ref)", "sum(n)")
            .collectAsList();
    assertThat(sums)
        .hasSize(2)
        .allSatisfy(row -> assertThat(row.getLong(1)).isEqualTo(1000))
        .allSatisfy(row -> assertThat(row.getLong(2)).isEqualTo(900));
  }

  @Test
  public void explainEveryColumn() {
    for (String table :
        List.of(DriftTables.RUN, DriftTables.METRIC, DriftTables.HISTOGRAM, DriftTables.ALERTS)) {
      for (StructField field : tables.table(table).schema().fields()) {
        assertThat(field.getComment().isDefined()).as("%s.%s", table, field.name()).isTrue();
      }
    }
  }

  @Test
  public void tellEachFeaturesPsiOverTime() {
    Map<String, List<Double>> trends = new DriftHistory(tables).trends(report.run(), 1, 30);
    assertThat(trends).containsOnlyKeys("amount", "carrier");
    assertThat(trends.get("amount")).hasSize(2);
    assertThat(trends.get("amount").get(1))
        .isEqualTo(report.features().get(0).value(Metric.PSI).orElseThrow());
    assertThat(new DriftHistory(tables).trends(report.run(), 1, 1).get("amount")).hasSize(1);
  }

  @Test
  public void listTheLatestRunsNewestFirst() {
    assertThat(new DriftHistory(tables).runs(30))
        .extracting(RunSummary::runId)
        .containsExactly("second", "earlier");
    assertThat(new DriftHistory(tables).runs(1)).hasSize(1);
  }

  private static Dataset<Row> slot(String table) {
    return tables.table(table).where("score_date = DATE'2013-07-04'");
  }

  private static String overTwentieths() {
    return DriftTables.PSI_SQL.replace("bin_10", "bin_20");
  }

  private static DriftReport report(String runId, double shift) {
    return report(runId, shift, "2013-07-04");
  }

  private static DriftReport report(String runId, double shift, String date) {
    Random random = new Random(17);
    Numeric amount = Numeric.of("amount", random.doubles(990).toArray(), 10);
    Categorical carrier = Categorical.of("carrier", Map.of("A'A", 700L, "U\\A", 300L), 0);
    Double[] values = new Double[900];
    String[] words = new String[900];
    for (int i = 0; i < 900; i++) {
      values[i] = i % 40 == 0 ? null : random.nextDouble() + shift;
      words[i] = i % 3 == 0 ? "U\\A" : i % 50 == 0 ? "ZZ" : "A'A";
    }
    ReferenceProfile reference = Samples.reference(amount, carrier);
    Map<String, long[]> current = new HashMap<>();
    current.put("amount", Samples.count(amount, values));
    current.put("carrier", Samples.count(carrier, words));
    current.put("surprise", new long[0]);
    return DriftReport.assess(
        Samples.run(runId, LocalDate.parse(date)), reference, current, DriftThresholds.DEFAULTS);
  }
}
