package io.evenkeel.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.within;

import io.evenkeel.SparkTestSession;
import io.evenkeel.fault.EvenkeelException;
import io.evenkeel.fault.Fault;
import io.evenkeel.profile.Slice;
import io.evenkeel.settings.Settings;
import io.evenkeel.settings.SettingsReader;
import io.evenkeel.stage.drift.DriftReport;
import io.evenkeel.stage.drift.DriftTables;
import io.evenkeel.stage.drift.FeatureDrift;
import io.evenkeel.stage.drift.Metric;
import io.evenkeel.stage.drift.Quantity;
import io.evenkeel.stage.drift.SliceDrift;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.AfterClass;
import org.junit.BeforeClass;
import org.junit.ClassRule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

/** Two tables of payments, of which the new one has moved in the south alone. */
public class CompareJobTest {
  @ClassRule public static final TemporaryFolder FOLDER = new TemporaryFolder();

  private static final SparkSession SPARK = SparkTestSession.session();
  private static final LocalDate DATE = LocalDate.of(2026, 3, 31);
  private static final Clock CLOCK =
      Clock.fixed(Instant.parse("2026-04-01T04:05:06Z"), ZoneOffset.UTC);

  private static Settings settings;
  private static DriftReport report;
  private static Map<String, ?> told = Map.of();

  @BeforeClass
  public static void compareTwoTables() throws Exception {
    settings = settings(Map.of("evenkeel.drift.max_slices", "3"));
    write("payments_old", payments(0));
    write("payments_new", payments(30));
    TellingJournal journal = new TellingJournal();
    CompareRequest request = request("payments_new", List.of("region", "shop"));
    report = new CompareJob(SPARK, settings, journal, CLOCK).run(request);
    told = journal.facts();
  }

  @AfterClass
  public static void dropViews() {
    SPARK.catalog().dropTempView("feature_histogram");
  }

  @Test
  public void findsWhatMovedAndLeavesTheRest() {
    assertThat(feature("amount").severity().alerts()).isTrue();
    assertThat(feature("method").severity().alerts()).isFalse();
    assertThat(report.verdict().word()).isEqualTo("alert");
    assertThat(report.currentRows()).isEqualTo(20_000);
    assertThat(report.reference().rows()).isEqualTo(20_000);
  }

  @Test
  public void tellsTheSliceInWhichItMoved() {
    assertThat(slice("region", "south").severity().alerts()).isTrue();
    assertThat(slice("region", "north").severity().alerts()).isFalse();
    assertThat(slice("region", "south").currentRows()).isEqualTo(10_000);
    assertThat(report.verdict().alerts())
        .extracting(alert -> alert.sentence())
        .anySatisfy(sentence -> assertThat(sentence).startsWith("region = south: "));
  }

  @Test
  public void measuresTheLargestSlicesAndTellsHowManyItLeavesOut() {
    assertThat(report.slices().slices())
        .filteredOn(slice -> slice.slice().key().equals("shop"))
        .hasSize(3);
    assertThat(report.slices().leftOut()).containsExactly(Map.entry("shop", 17L));
    Row left = metrics().where("metric = 'slices_left_out'").first();
    assertThat(left.<String>getAs("slice_key")).isEqualTo("shop");
    assertThat(left.<Double>getAs("value")).isEqualTo(17);
  }

  @Test
  public void storesSlicesSoThatSqlRecomputesTheirPsi() {
    table("feature_histogram").createOrReplaceTempView("feature_histogram");
    String sql = DriftTables.PSI_SQL.replace(":run_id", "'" + report.run().runId() + "'");
    List<Row> recomputed = SPARK.sql(sql).collectAsList();
    assertThat(recomputed).hasSize(2 * (1 + 2 + 3));
    for (Row row : recomputed) {
      Row stored =
          metrics()
              .where("metric = 'psi' AND feature = '%s'".formatted(row.<String>getAs("feature")))
              .where("slice_key = '%s'".formatted(row.<String>getAs("slice_key")))
              .where("slice_value = '%s'".formatted(row.<String>getAs("slice_value")))
              .first();
      assertThat(row.<Double>getAs("psi")).isCloseTo(stored.<Double>getAs("value"), within(1e-12));
    }
  }

  @Test
  public void findsNothingInATableHeldAgainstItself() {
    DriftReport same =
        compare(
            new CompareRequest(
                Optional.empty(),
                List.of("amount", "method"),
                "payments_old",
                "payments_old",
                List.of("region"),
                Optional.of("itself"),
                Optional.of(DATE)));
    assertThat(same.verdict().alert()).isFalse();
    for (FeatureDrift feature : same.features()) {
      assertThat(feature.value(Metric.PSI)).hasValue(0);
    }
  }

  @Test
  public void givesTheExactTestWhereBothSidesAreSmall() {
    List<String> numbers = List.of("1,2,2,3,3,3,4,5", "2,3,3,4,4,5,5,5,6,6");
    write("tiny_old", values(numbers.get(0)));
    write("tiny_new", values(numbers.get(1)));
    DriftReport tiny =
        compare(
            new CompareRequest(
                Optional.empty(),
                List.of("x"),
                "tiny_new",
                "tiny_old",
                List.of(),
                Optional.empty(),
                Optional.of(DATE)));
    Metric ks = tiny.features().get(0).metric(Metric.KS).orElseThrow();
    assertThat(ks.value()).hasValueCloseTo(.45, within(1e-12));
    assertThat(ks.number(Quantity.LO)).isEqualTo(ks.number(Quantity.HI));
    assertThat(ks.number(Quantity.P)).hasValueCloseTo(.2475433063668358, within(1e-12));
  }

  @Test
  public void readsATableByItsFolder() {
    String folder = settings.folders().tables().resolve("payments_new").toString();
    DriftReport byFolder = compare(request(folder, List.of()));
    assertThat(byFolder.features()).isEqualTo(report.features());
  }

  @Test
  public void writesAPageAndTellsWhere() throws Exception {
    String html = Files.readString(Path.of(String.valueOf(told.get("page"))));
    assertThat(html).contains("Slice by slice", "17 smaller slices are not told");
    assertThat(html).doesNotContain("Keep monitoring", "Retrain", "Labels");
    assertThat(told.get("verdict")).isEqualTo("alert");
  }

  @Test
  public void refusesWhatIsNotThereWithWhatIs() {
    EvenkeelException table = refused(request("payments_nwe", List.of()));
    assertThat(table.fault()).isEqualTo(Fault.USAGE);
    assertThat(table).hasMessageContaining("payments_nwe").hasMessageContaining("payments_new");
    EvenkeelException column = refused(request("payments_new", List.of("colour")));
    assertThat(column.fault()).isEqualTo(Fault.USAGE);
    assertThat(column).hasMessageContaining("no column 'colour'").hasMessageContaining("region");
  }

  @Test
  public void refusesAComparisonWithoutADate() {
    EvenkeelException undated =
        refused(
            new CompareRequest(
                Optional.empty(),
                List.of("amount"),
                "payments_new",
                "payments_old",
                List.of(),
                Optional.empty(),
                Optional.empty()));
    assertThat(undated.fault()).isEqualTo(Fault.USAGE);
    assertThat(undated.next()).contains("--date");
  }

  @Test
  public void refusesTextWhereTheOtherSideHasNumbers() {
    write("payments_odd", SPARK.sql("SELECT 'much' AS amount, 'cash' AS method"));
    EvenkeelException odd =
        refused(
            new CompareRequest(
                Optional.empty(),
                List.of("amount", "method"),
                "payments_odd",
                "payments_old",
                List.of(),
                Optional.empty(),
                Optional.of(DATE)));
    assertThat(odd).hasMessageContaining("'amount' is a number").hasMessageContaining("string");
  }

  private static CompareRequest request(String current, List<String> by) {
    return new CompareRequest(
        Optional.empty(),
        List.of("amount", "method"),
        current,
        "payments_old",
        by,
        Optional.empty(),
        Optional.of(DATE));
  }

  private static DriftReport compare(CompareRequest request) {
    return new CompareJob(SPARK, settings, new TellingJournal(), CLOCK).run(request);
  }

  private static EvenkeelException refused(CompareRequest request) {
    return catchThrowableOfType(EvenkeelException.class, () -> compare(request));
  }

  private static FeatureDrift feature(String name) {
    return report.features().stream().filter(f -> f.name().equals(name)).findFirst().orElseThrow();
  }

  private static SliceDrift slice(String key, String value) {
    return report.slices().slices().stream()
        .filter(slice -> slice.slice().equals(new Slice(key, value)))
        .findFirst()
        .orElseThrow();
  }

  private static Dataset<Row> metrics() {
    return table("drift_metric").where("run_id = '%s'".formatted(report.run().runId()));
  }

  private static Dataset<Row> table(String name) {
    return SPARK.read().format("delta").load(settings.folders().tables().resolve(name).toString());
  }

  private static Dataset<Row> payments(int shift) {
    return SPARK
        .range(0, 20_000, 1, 2)
        .selectExpr(
            "pmod(xxhash64(id), 1000) / 10.0d + if(id %% 2 = 0, %d, 0) AS amount".formatted(shift),
            "if(pmod(xxhash64(id, 7), 3) = 0, 'card', 'cash') AS method",
            "if(id % 2 = 0, 'south', 'north') AS region",
            "concat('shop-', id % 20) AS shop");
  }

  private static Dataset<Row> values(String numbers) {
    return SPARK
        .sql("SELECT explode(split('%s', ',')) AS x".formatted(numbers))
        .selectExpr("cast(x AS double) AS x");
  }

  private static void write(String name, Dataset<Row> rows) {
    rows.coalesce(2)
        .write()
        .format("delta")
        .mode("overwrite")
        .save(settings.folders().tables().resolve(name).toString());
  }

  private static Settings settings(Map<String, String> more) throws Exception {
    Map<String, String> given = new TreeMap<>(more);
    given.put("evenkeel.home", FOLDER.newFolder("home").getPath());
    return SettingsReader.read(Optional.empty(), given);
  }
}
