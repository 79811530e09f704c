package io.evenkeel.tests;

import static org.apache.spark.sql.functions.col;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.evenkeel.fault.EvenkeelException;
import io.evenkeel.fault.Fault;
import io.evenkeel.job.BackfillJob;
import io.evenkeel.job.BackfillRequest;
import io.evenkeel.job.BackfillResult;
import io.evenkeel.job.Journal;
import io.evenkeel.job.Retry;
import io.evenkeel.job.ScoreJob;
import io.evenkeel.job.ScoreRequest;
import io.evenkeel.job.ScoreResult;
import io.evenkeel.settings.Settings;
import io.evenkeel.stage.cache.PredictionCache;
import io.evenkeel.stage.cache.RocksStore;
import java.time.Clock;
import java.time.LocalDate;
import java.util.Map;
import java.util.OptionalInt;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.BeforeClass;
import org.junit.ClassRule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

/** Two days at once, and a day that has no flights. */
public class BackfillTest {
  private static final FlightLakehouse LAKEHOUSE = FlightLakehouse.loaded();
  private static final LocalDate FIRST = LocalDate.of(2013, 12, 30);
  private static final LocalDate EMPTY = LocalDate.of(2014, 1, 1);

  @ClassRule public static final TemporaryFolder FOLDER = new TemporaryFolder();

  private static Settings settings;
  private static BackfillResult result;

  @BeforeClass
  public static void backfillTheLastDaysOfTheYear() {
    settings =
        LAKEHOUSE.settings(Map.of("evenkeel.cache.folder", FOLDER.getRoot().getPath() + "/cache"));
    result = backfill();
  }

  @Test
  public void everyDayWithFlightsHasOneGeneration() {
    assertThat(result.scored()).containsOnlyKeys(FIRST, FIRST.plusDays(1));
    for (LocalDate day : result.scored().keySet()) {
      Dataset<Row> published =
          LAKEHOUSE.table("predictions").where(col("score_date").equalTo(day.toString()));
      Dataset<Row> scheduled =
          LAKEHOUSE.table("schedule").where(col("flight_date").equalTo(day.toString()));
      assertThat(published.count()).as("rows of %s", day).isEqualTo(scheduled.count());
      assertThat(published.select("generation").distinct().count()).isEqualTo(1);
    }
  }

  @Test
  public void aDayWithoutFlightsIsHeldAndStopsNoOtherDay() {
    assertThat(result.failed()).containsOnlyKeys(EMPTY);
    assertThat(result.failed().get(EMPTY).fault()).isEqualTo(Fault.GATE);
    assertThat(result.notStarted()).isEmpty();
    assertThat(result.exitCode()).isEqualTo(Fault.GATE.exitCode());
  }

  @Test
  public void theCacheServesTheNewestDayWhateverEndedLast() {
    String row =
        LAKEHOUSE
            .table("predictions")
            .where(col("score_date").equalTo(FIRST.plusDays(1).toString()))
            .select("row_id")
            .first()
            .getString(0);
    try (PredictionCache cache =
        new RocksStore(settings.folders().cache()).reader(FlightLakehouse.MODEL)) {
      assertThat(cache.lookup(row)).isPresent();
    }
  }

  @Test
  public void theSameCommandAgainFindsTheDaysDone() {
    BackfillResult again = backfill();
    assertThat(again.scored().values()).hasSize(2).allMatch(ScoreResult::alreadyDone);
    assertThat(again.scored().get(FIRST).runId()).isEqualTo(result.scored().get(FIRST).runId());
  }

  @Test
  public void whatIsWrongWithTheModelStopsTheBackfillAtOnce() {
    BackfillResult stopped = job().run(request("flight_dely", 1));
    assertThat(stopped.failed()).containsOnlyKeys(FIRST);
    assertThat(stopped.notStarted()).containsExactly(FIRST.plusDays(1), EMPTY);
  }

  @Test
  public void aRunIsAskedAgainByItsId() {
    String run = result.scored().get(FIRST).runId();
    ScoreRequest request = Retry.of(settings.folders().ledger(), run, /* allowEmpty= */ false);
    assertThat(request)
        .isEqualTo(new ScoreRequest(FlightLakehouse.MODEL, OptionalInt.of(1), FIRST, false));
    assertThat(LAKEHOUSE.score(settings, request).runId()).isEqualTo(run);
    assertThatThrownBy(() -> Retry.of(settings.folders().ledger(), "r-none", false))
        .isInstanceOf(EvenkeelException.class)
        .hasMessageContaining("no run 'r-none'");
  }

  @Test
  public void aSpanThatEndsBeforeItBeginsIsRefusedWithWhateverElseIsWrong() {
    assertThatThrownBy(
            () ->
                new BackfillRequest(
                    FlightLakehouse.MODEL, OptionalInt.empty(), EMPTY, FIRST, 99, false))
        .isInstanceOfSatisfying(
            EvenkeelException.class, refused -> assertThat(refused.problems()).hasSize(2));
  }

  private static BackfillResult backfill() {
    return job().run(request(FlightLakehouse.MODEL, 2));
  }

  private static BackfillRequest request(String model, int parallel) {
    return new BackfillRequest(
        model, OptionalInt.empty(), FIRST, EMPTY, parallel, /* allowEmpty= */ false);
  }

  private static BackfillJob job() {
    return new BackfillJob(
        new ScoreJob(LAKEHOUSE.spark(), settings, Journal.SILENT, Clock.systemUTC()),
        Journal.SILENT);
  }
}
