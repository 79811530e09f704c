package io.evenkeel.stage.drift;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.assertj.core.api.Assertions.within;

import io.evenkeel.SparkTestSession;
import io.evenkeel.profile.FeatureProfile.Categorical;
import io.evenkeel.profile.FeatureProfile.Numeric;
import io.evenkeel.profile.ReferenceProfile;
import io.evenkeel.profile.ReferenceSlices;
import io.evenkeel.profile.Slice;
import io.evenkeel.profile.SlicedCounts;
import io.evenkeel.retrain.RetrainRules;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.DoubleStream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.junit.AfterClass;
import org.junit.BeforeClass;
import org.junit.ClassRule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

/** Five days, each with one temperature for all of its rows, as weather has it. */
public class WindowTest {
  @ClassRule public static final TemporaryFolder FOLDER = new TemporaryFolder();

  private static final SparkSession SPARK = SparkTestSession.session();
  private static final LocalDate LAST = LocalDate.of(2013, 7, 5);
  private static final int DAYS = 5;
  private static final int ROWS = 400;
  private static final Numeric TEMPERATURE = Numeric.of("temperature", season(), 0);
  private static final Categorical CARRIER =
      Categorical.of("carrier", Map.of("AA", 5L * ROWS / 2, "UA", 5L * ROWS / 2), 0);
  private static final ReferenceProfile REFERENCE = Samples.reference(TEMPERATURE, CARRIER);

  private static DriftTables tables;
  private static DriftReport last;

  @BeforeClass
  public static void publishFiveDays() {
    tables = new DriftTables(SPARK, FOLDER.getRoot().getPath());
    for (int day = 0; day < DAYS; day++) {
      last = publish(day, DAYS);
    }
  }

  @AfterClass
  public static void dropViews() {
    SPARK.catalog().dropTempView("feature_histogram");
    SPARK.catalog().dropTempView("drift_run");
  }

  @Test
  public void callsADayAnAlertThatItsWindowShowsToBeOrdinary() {
    FeatureDrift onTheDay = last.onTheDay("temperature").orElseThrow();
    assertThat(onTheDay.severity()).isEqualTo(Severity.MAJOR);
    assertThat(last.features().get(0).severity()).isEqualTo(Severity.NONE);
    assertThat(last.verdict().alert()).isFalse();
    assertThat(last.window().dates()).hasSize(DAYS).endsWith(LAST);
  }

  @Test
  public void judgesToTheBitWhatOneCountOfAllItsRowsGives() {
    Map<String, long[]> together = new LinkedHashMap<>();
    for (int day = 0; day < DAYS; day++) {
      counts(day).forEach((name, counts) -> together.merge(name, counts.clone(), WindowTest::plus));
    }
    DriftReport whole =
        DriftReport.assess(
            Samples.run("whole", LAST), REFERENCE, together, DriftThresholds.DEFAULTS);
    assertThat(last.features()).isEqualTo(whole.features());
  }

  @Test
  public void tellsTheDaysOwnValuesBesideThoseOfTheWindow() {
    List<Row> rows =
        tables
            .table(DriftTables.METRIC)
            .where("run_id = 'day-4' AND feature = 'temperature' AND metric = 'psi'")
            .orderBy("days")
            .collectAsList();
    assertThat(rows).extracting(row -> row.<Integer>getAs("days")).containsExactly(1, DAYS);
    assertThat(rows.get(0).<Double>getAs("value")).isGreaterThan(1);
    assertThat(rows.get(1).<Double>getAs("value")).isLessThan(.1);
  }

  @Test
  public void isRecomputedInSqlFromTheHistogramsOfItsDays() {
    tables.table(DriftTables.HISTOGRAM).createOrReplaceTempView("feature_histogram");
    tables.table(DriftTables.RUN).createOrReplaceTempView("drift_run");
    Map<String, Double> recomputed = new HashMap<>();
    for (Row row :
        SPARK.sql(DriftTables.WINDOW_PSI_SQL.replace(":run_id", "'day-4'")).collectAsList()) {
      recomputed.put(row.getString(0), row.getDouble(1));
    }
    assertThat(recomputed).containsOnlyKeys("temperature", "carrier");
    for (FeatureDrift feature : last.features()) {
      assertThat(recomputed.get(feature.name()))
          .as(feature.name())
          .isCloseTo(feature.value(Metric.PSI).orElseThrow(), within(1e-12));
    }
  }

  @Test
  public void holdsTheDatesItIsOver() {
    Row run = tables.table(DriftTables.RUN).where("run_id = 'day-4'").first();
    assertThat(run.<Integer>getAs("window_days")).isEqualTo(DAYS);
    assertThat(run.getList(run.fieldIndex("window_dates"))).hasSize(DAYS);
    assertThat(run.<Long>getAs("n_cur")).isEqualTo(DAYS * ROWS);
    assertThat(run.<Long>getAs("n_day")).isEqualTo(ROWS);
  }

  @Test
  public void leavesOutDaysOfAnotherReference() {
    ReferenceProfile other = Samples.reference(CARRIER);
    Earlier earlier =
        new DriftHistory(tables).before(Samples.run("x", LAST.plusDays(1)), other, DAYS);
    assertThat(earlier.dates()).isEmpty();
    assertThat(earlier.otherReference()).isEqualTo(DAYS - 1);
  }

  @Test
  public void doesNotHideAFeatureThatTheDayLacks() {
    Map<String, long[]> day = new HashMap<>(counts(4));
    day.remove("temperature");
    CurrentData current =
        new DriftHistory(tables)
            .before(Samples.run("x", LAST), REFERENCE, DAYS)
            .with(LAST, SlicedCounts.all(day), DAYS);
    DriftReport report =
        DriftReport.assess(
            Samples.run("x", LAST),
            REFERENCE,
            current,
            ReferenceSlices.NONE,
            DriftThresholds.DEFAULTS,
            RetrainRules.DEFAULTS);
    assertThat(report.features().get(0).status()).isEqualTo(Status.MISSING_FEATURE);
    assertThat(report.verdict().alert()).isTrue();
  }

  @Test
  public void isMadeAgainFromWhatWasPublished() {
    CurrentData again =
        new DriftHistory(tables)
            .published(Samples.run("day-4", LAST), REFERENCE, DAYS)
            .orElseThrow();
    DriftReport report =
        DriftReport.assess(
            Samples.run("day-4", LAST),
            REFERENCE,
            again,
            ReferenceSlices.NONE,
            DriftThresholds.DEFAULTS,
            RetrainRules.DEFAULTS);
    assertThat(report.features()).isEqualTo(last.features());
    assertThat(report.day()).isEqualTo(last.day());
  }

  @Test
  public void judgesASliceOverTheWindowAlsoWhereItHasNoRowToday() {
    LocalDate first = LAST.plusDays(30);
    ReferenceSlices reference =
        new ReferenceSlices(REFERENCE.id(), sliced(counts(3), UA, AA, GONE), Map.of("carrier", 4L));
    publishSliced(first, reference, sliced(counts(0), UA, AA));
    DriftReport report = publishSliced(first.plusDays(1), reference, sliced(counts(1), UA));
    assertThat(report.slices().slices())
        .extracting(SliceDrift::slice, SliceDrift::currentRows)
        .containsExactly(tuple(UA, 2L * ROWS), tuple(AA, (long) ROWS), tuple(GONE, 0L));
    assertThat(report.daySlices().slices())
        .extracting(SliceDrift::slice, SliceDrift::currentRows)
        .containsExactly(tuple(UA, (long) ROWS), tuple(AA, 0L), tuple(GONE, 0L));
    assertThat(report.slices().slices().get(2).features())
        .allMatch(feature -> feature.status() == Status.EMPTY);
    assertThat(report.slices().leftOut()).isEqualTo(Map.of("carrier", 4L));
    assertThat(stored(DriftTables.HISTOGRAM, "kind = 'category'").selectExpr("sum(n)").first())
        .isEqualTo(RowFactory.create((long) ROWS));
    assertThat(stored(DriftTables.METRIC, "metric = 'psi'").orderBy("days").collectAsList())
        .extracting(row -> row.<Integer>getAs("days"))
        .containsExactly(1, 2);
  }

  private static final Slice UA = new Slice("carrier", "UA");
  private static final Slice AA = new Slice("carrier", "AA");
  private static final Slice GONE = new Slice("carrier", "gone");

  /** Returns what the second day stored of UA and of the carrier. */
  private static Dataset<Row> stored(String table, String which) {
    return tables
        .table(table)
        .where("score_date = date'%s' and slice_value = 'UA'".formatted(LAST.plusDays(31)))
        .where("feature = 'carrier'")
        .where(which);
  }

  private static DriftReport publishSliced(
      LocalDate date, ReferenceSlices reference, SlicedCounts day) {
    DriftRun run = Samples.run("sliced-" + date, date);
    DriftReport report =
        DriftReport.assess(
            run,
            REFERENCE,
            new DriftHistory(tables).before(run, REFERENCE, 2).with(date, day.with(reference), 2),
            reference,
            DriftThresholds.DEFAULTS,
            RetrainRules.DEFAULTS);
    tables.write(report);
    return report;
  }

  /** Each slice has as many rows as all of them. */
  private static SlicedCounts sliced(Map<String, long[]> counts, Slice... slices) {
    Map<Slice, Map<String, long[]>> bySlice = new LinkedHashMap<>();
    bySlice.put(Slice.ALL, counts);
    for (Slice slice : slices) {
      bySlice.put(slice, counts);
    }
    return new SlicedCounts(bySlice);
  }

  private static DriftReport publish(int day, int window) {
    LocalDate date = LAST.minusDays(DAYS - 1L - day);
    DriftRun run = Samples.run("day-" + day, date);
    CurrentData current =
        new DriftHistory(tables)
            .before(run, REFERENCE, window)
            .with(date, SlicedCounts.all(counts(day)), window);
    DriftReport report =
        DriftReport.assess(
            run,
            REFERENCE,
            current,
            ReferenceSlices.NONE,
            DriftThresholds.DEFAULTS,
            RetrainRules.DEFAULTS);
    tables.write(report);
    return report;
  }

  private static Map<String, long[]> counts(int day) {
    double[] temperatures = new double[ROWS];
    Arrays.fill(temperatures, 10.0 + day);
    temperatures[0] = -50;
    String[] words = new String[ROWS];
    Arrays.setAll(words, i -> i % 2 == 0 ? "AA" : "UA");
    Map<String, long[]> counts = new LinkedHashMap<>();
    counts.put("temperature", Samples.count(TEMPERATURE, temperatures));
    counts.put("carrier", Samples.count(CARRIER, words));
    return counts;
  }

  private static double[] season() {
    Random random = new Random(17);
    return DoubleStream.generate(() -> 10.0 + random.nextInt(DAYS)).limit(5L * ROWS).toArray();
  }

  private static long[] plus(long[] a, long[] b) {
    long[] sum = a.clone();
    for (int i = 0; i < sum.length; i++) {
      sum[i] += b[i];
    }
    return sum;
  }
}
