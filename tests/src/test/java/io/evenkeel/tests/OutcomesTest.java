package io.evenkeel.tests;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.within;

import io.evenkeel.fault.EvenkeelException;
import io.evenkeel.fault.Fault;
import io.evenkeel.job.Journal;
import io.evenkeel.job.OutcomesJob;
import io.evenkeel.job.OutcomesRequest;
import io.evenkeel.settings.Settings;
import io.evenkeel.stage.outcome.OutcomeReport;
import io.evenkeel.stage.outcome.SliceFigures;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.BeforeClass;
import org.junit.ClassRule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

/** A scored day of real flights beside what became of them, where some labels come late. */
public class OutcomesTest {
  private static final LocalDate DAY = LocalDate.of(2013, 7, 4);
  private static final int LATE = 100;
  private static final FlightLakehouse LAKEHOUSE = FlightLakehouse.loaded();
  private static final Map<String, Map<String, Object>> TOLD = new LinkedHashMap<>();
  private static final Map<String, String> SENTENCES = new LinkedHashMap<>();
  private static final int STEP_WIDTH = 9;

  @ClassRule public static final TemporaryFolder FOLDER = new TemporaryFolder();

  private static Settings settings = LAKEHOUSE.settings(Map.of());

  /** Counts of the table after the first report: labelled and unlabelled. */
  private static List<Double> first = List.of();

  @BeforeClass
  public static void judgeTheDayBeforeAndAfterItsLastLabelsCome() throws IOException {
    var unused = LAKEHOUSE.score(DAY);
    Path tables = FOLDER.newFolder("tables").toPath();
    copy(settings.folders().tables(), tables);
    settings = LAKEHOUSE.settings(Map.of("evenkeel.tables", tables.toString()));
    Dataset<Row> flights = LAKEHOUSE.table("flights");
    List<String> late =
        flights
            .where("flight_date = DATE'2013-07-04' and arrival_delay is not null")
            .orderBy("flight_id")
            .limit(LATE)
            .select("flight_id")
            .collectAsList()
            .stream()
            .map(row -> row.getString(0))
            .toList();
    Column isLate = col("flight_id").isin(late.toArray());
    write(flights.where(isLate.equalTo(lit(false))), "overwrite");
    judge(request(DAY, DAY));
    first = List.of(number("labelled"), number("unlabelled"));
    write(flights.where(isLate), "append");
    judge(request(DAY, DAY));
  }

  @Test
  public void labelsThatComeLateUpdateTheOneResult() {
    assertThat(first).containsExactly(733.0 - LATE, 4.0 + LATE);
    assertThat(number("labelled")).isEqualTo(733);
    assertThat(number("unlabelled")).isEqualTo(4);
    assertThat(figures().where("metric = 'accuracy'").count()).isEqualTo(1);
    assertThat(table("retrain_decision").count()).isEqualTo(1);
  }

  @Test
  public void theFiguresAreThoseOfPlainSql() {
    table("predictions").createOrReplaceTempView("published");
    table("flights").createOrReplaceTempView("flown");
    Row sql =
        LAKEHOUSE
            .spark()
            .sql(
                """
                with judged as (
                  select score, class = 'late' as called, arrival_delay >= 15 as late
                  from published join flown on row_id = flight_id
                  where score_date = DATE'2013-07-04' and arrival_delay is not null),
                pairs as (
                  select avg(if(p.score > n.score, 1.0d, if(p.score = n.score, 0.5d, 0.0d))) as auc
                  from judged p join judged n on p.late and not n.late)
                select avg(cast(called = late as int)), avg(cast(late as int)),
                  avg(cast(called as int)), avg(pow(score - cast(late as int), 2)),
                  avg(-ln(if(late, score, 1 - score))), (select auc from pairs)
                from judged""")
            .first();
    assertThat(number("accuracy")).isCloseTo(sql.getDouble(0), within(1e-12));
    assertThat(number("base_rate")).isCloseTo(sql.getDouble(1), within(1e-12));
    assertThat(number("positive_rate")).isCloseTo(sql.getDouble(2), within(1e-12));
    assertThat(number("brier")).isCloseTo(sql.getDouble(3), within(1e-12));
    assertThat(number("log_loss")).isCloseTo(sql.getDouble(4), within(1e-12));
    assertThat(number("auc")).isCloseTo(sql.getDouble(5), within(number("auc_grid_error") + 1e-12));
  }

  @Test
  public void smallCarriersAreNotJudged() {
    Dataset<Row> selected = table("outcome_metric").where("metric = 'selection_rate'");
    assertThat(selected.where("group_value = 'HA'").first().<String>getAs("status"))
        .isEqualTo("TOO_FEW");
    assertThat(selected.where("group_value = 'B6'").first().<String>getAs("status"))
        .isEqualTo("OK");
  }

  @Test
  public void theDecisionIsOnTheRecordAndToldToPrograms() {
    Row decision = table("retrain_decision").first();
    assertThat(decision.<String>getAs("action")).isEqualTo("retrain_now");
    assertThat(decision.<String>getAs("label_drift")).isEqualTo("moved");
    assertThat(TOLD.get("retrain"))
        .containsEntry("action", "retrain_now")
        .containsEntry("decided_by", "accuracy");
    assertThat((List<?>) TOLD.get("retrain").get("path")).hasSize(3);
    assertThat(
            table("alerts")
                .where("feature = '_outcome' and score_date = DATE'2013-07-04'")
                .select("metric")
                .collectAsList())
        .extracting(row -> row.getString(0))
        .contains("accuracy", "base_rate");
  }

  @Test
  public void daysAreJudgedTogether() {
    OutcomeReport week = judge(request(DAY.minusDays(3), DAY.plusDays(3)));
    assertThat(week.run().days()).isEqualTo(7);
    assertThat(TOLD.get("outcome")).containsEntry("labelled", week.coverage().labelled());
    SliceFigures all = week.figures().all().orElseThrow();
    assertThat(all.rows()).isGreaterThanOrEqualTo(733);
    assertThat(figures().where("metric = 'accuracy'").count())
        .as("the day's own result stays")
        .isEqualTo(1);
  }

  /** Numbers differ: that page judges a week, by origin. Names, columns and their order do not. */
  @Test
  public void theReadmeShowsTheLinesThatThereAre() throws IOException {
    String page = Files.readString(Checkout.root().resolve("README.md"));
    int start = page.indexOf("$ ./evenkeel outcomes ");
    Map<String, List<String>> shown = steps(page.substring(start, page.indexOf("```", start)));
    assertThat(SENTENCES.keySet()).containsExactlyElementsOf(shown.keySet());
    assertThat(names(told("figures"))).isEqualTo(names(shown.get("figures")));
    assertThat(words(told("groups").get(0).replace("carrier", "origin")))
        .isEqualTo(words(shown.get("groups").get(0)));
    assertThat(shown.get("groups")).filteredOn(line -> line.startsWith("JFK ")).hasSize(1);
    for (String step : List.of("verdict", "retrain")) {
      List<String> kinds = told(step).stream().skip(1).map(OutcomesTest::kind).distinct().toList();
      assertThat(shown.get(step).stream().skip(1).map(OutcomesTest::kind))
          .as(step)
          .isSubsetOf(kinds);
    }
  }

  private static List<String> told(String step) {
    return Optional.ofNullable(SENTENCES.get(step)).orElseThrow().lines().toList();
  }

  /** Returns each step's lines without its name. */
  private static Map<String, List<String>> steps(String output) {
    Map<String, List<String>> steps = new LinkedHashMap<>();
    List<String> lines = new ArrayList<>();
    for (String line : output.lines().skip(1).toList()) {
      if (!line.startsWith(" ")) {
        lines = new ArrayList<>();
        steps.put(firstWord(line), lines);
      }
      lines.add(line.substring(Math.min(line.length(), STEP_WIDTH)).strip());
    }
    return steps;
  }

  private static String firstWord(String line) {
    int end = line.indexOf(' ');
    return end < 0 ? line : line.substring(0, end);
  }

  private static List<String> names(List<String> figures) {
    return figures.stream().skip(1).map(line -> firstWord(line.strip())).toList();
  }

  private static List<String> words(String line) {
    return Pattern.compile(" +").splitAsStream(line.strip()).toList();
  }

  /** Returns what comes before a line's colon: {@code Labels}, {@code alert}, {@code Age}. */
  private static String kind(String line) {
    String rule = line.strip().replaceAll("^\\[.\\] ", "");
    int colon = rule.indexOf(':');
    return colon < 0 ? rule : rule.substring(0, colon);
  }

  @Test
  public void anUnknownModelIsRefusedWithThoseThereAre() {
    EvenkeelException refused =
        refused(new OutcomesRequest("flight_dely", DAY, DAY, List.of(), Optional.empty()));
    assertThat(refused.fault()).isEqualTo(Fault.USAGE);
    assertThat(refused).hasMessageContaining("flight_delay");
  }

  @Test
  public void aDayThatWasNeverScoredIsRefusedWithThoseThatWere() {
    LocalDate never = LocalDate.of(2013, 12, 24);
    EvenkeelException refused = refused(request(never, never));
    assertThat(refused.fault()).isEqualTo(Fault.USAGE);
    assertThat(refused)
        .hasMessageContaining("no published prediction of 2013-12-24; scored are")
        .hasMessageContaining("2013-07-0");
    assertThat(refused.next()).isEqualTo("./evenkeel score --model flight_delay --date 2013-12-24");
  }

  @Test
  public void aLabelThatIsNotMatureIsNoOutcomeAndItIsSaidWhenItWillBe() {
    long before = table("outcome_metric").count();
    EvenkeelException refused =
        refused(
            new OutcomesRequest(
                FlightLakehouse.MODEL,
                DAY,
                DAY,
                List.of(),
                Optional.of(Instant.parse("2013-07-07T23:59:59Z"))));
    assertThat(refused.fault()).isEqualTo(Fault.RETRYABLE);
    // 20:00 in New York on 3 July, then the window of three days and the day that it matures in.
    assertThat(refused)
        .hasMessageContaining("No label of 2013-07-04 is mature yet")
        .hasMessageContaining("matures at 2013-07-08T00:00:00Z");
    assertThat(table("outcome_metric").count()).isEqualTo(before);
  }

  @Test
  public void aColumnThatTheSpineDoesNotHaveIsRefused() {
    EvenkeelException refused =
        refused(
            new OutcomesRequest(
                FlightLakehouse.MODEL, DAY, DAY, List.of("colour"), Optional.empty()));
    assertThat(refused.fault()).isEqualTo(Fault.USAGE);
    assertThat(refused).hasMessageContaining("[colour]").hasMessageContaining("carrier");
  }

  private static OutcomesRequest request(LocalDate from, LocalDate to) {
    return new OutcomesRequest(
        FlightLakehouse.MODEL, from, to, List.of("carrier"), Optional.empty());
  }

  private static OutcomeReport judge(OutcomesRequest request) {
    Journal journal =
        new Journal() {
          @Override
          public void step(String step, String sentence, Map<String, ?> facts) {
            TOLD.put(step, new LinkedHashMap<>(facts));
            SENTENCES.put(step, sentence);
          }

          @Override
          public Watch watch(SparkSession spark, String step) {
            return () -> {};
          }
        };
    return new OutcomesJob(LAKEHOUSE.spark(), settings, journal, Clock.systemUTC()).run(request);
  }

  private static EvenkeelException refused(OutcomesRequest request) {
    return catchThrowableOfType(
        EvenkeelException.class,
        () ->
            new OutcomesJob(LAKEHOUSE.spark(), settings, Journal.SILENT, Clock.systemUTC())
                .run(request));
  }

  /** The day's figures of all rows. */
  private static Dataset<Row> figures() {
    return table("outcome_metric")
        .where("score_date = DATE'2013-07-04' and days = 1 and group_key = ''");
  }

  private static double number(String metric) {
    return figures().where(col("metric").equalTo(metric)).first().<Double>getAs("value");
  }

  private static Dataset<Row> table(String name) {
    return LAKEHOUSE
        .spark()
        .read()
        .format("delta")
        .load(settings.folders().tables().resolve(name).toString());
  }

  private static void write(Dataset<Row> flights, String mode) {
    flights
        .coalesce(2)
        .write()
        .format("delta")
        .mode(mode)
        .save(settings.folders().tables().resolve("flights").toString());
  }

  private static void copy(Path from, Path to) throws IOException {
    try (Stream<Path> files = Files.walk(from)) {
      for (Path file : files.toList()) {
        Path target = to.resolve(from.relativize(file).toString());
        if (Files.isDirectory(file)) {
          Files.createDirectories(target);
        } else {
          Files.copy(file, target);
        }
      }
    }
  }
}
