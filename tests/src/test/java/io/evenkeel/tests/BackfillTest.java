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
import java.io.IOException;
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

/** Two days at once, and a day that has no rows. */
public class BackfillTest {
  private static final LocalDate FIRST = SmallLakehouse.FIRST.plusDays(1);
  private static final LocalDate EMPTY = FIRST.plusDays(2);

  @ClassRule public static final TemporaryFolder FOLDER = new TemporaryFolder();

  private static SmallLakehouse small;
  private static Settings settings;
  private static BackfillResult result;

  @BeforeClass
  public static void backfillTheLastDays() throws IOException {
    small = SmallLakehouse.in(FOLDER.getRoot().toPath());
    settings = small.settings(Map.of());
    result = backfill();
  }

  @Test
  public void everyDayWithRowsHasOneGeneration() {
    assertThat(result.scored()).containsOnlyKeys(FIRST, FIRST.plusDays(1));
    for (LocalDate day : result.scored().keySet()) {
      Dataset<Row> published =
          table("predictions").where(col("score_date").equalTo(day.toString()));
      Dataset<Row> visits = table("visits").where(col("day").equalTo(day.toString()));
      assertThat(published.count()).as("rows of %s", day).isEqualTo(visits.count());
      assertThat(published.select("generation").distinct().count()).isEqualTo(1);
    }
  }

  @Test
  public void aDayWithoutRowsIsHeldAndStopsNoOtherDay() {
    assertThat(result.failed()).containsOnlyKeys(EMPTY);
    assertThat(result.failed().get(EMPTY).fault()).isEqualTo(Fault.GATE);
    assertThat(result.notStarted()).isEmpty();
    assertThat(result.exitCode()).isEqualTo(Fault.GATE.exitCode());
  }

  @Test
  public void theCacheServesTheNewestDayWhateverEndedLast() {
    String row =
        table("predictions")
            .where(col("score_date").equalTo(FIRST.plusDays(1).toString()))
            .select("row_id")
            .first()
            .getString(0);
    try (PredictionCache cache =
        new RocksStore(settings.folders().cache()).reader(SmallLakehouse.MODEL)) {
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
    BackfillResult stopped = job().run(request("vists", 1));
    assertThat(stopped.failed()).containsOnlyKeys(FIRST);
    assertThat(stopped.notStarted()).containsExactly(FIRST.plusDays(1), EMPTY);
  }

  @Test
  public void aRunIsAskedAgainByItsId() {
    String run = result.scored().get(FIRST).runId();
    ScoreRequest request = Retry.of(settings.folders().ledger(), run, /* allowEmpty= */ false);
    assertThat(request)
        .isEqualTo(new ScoreRequest(SmallLakehouse.MODEL, OptionalInt.of(1), FIRST, false));
    assertThat(scoreJob().run(request).runId()).isEqualTo(run);
    assertThatThrownBy(() -> Retry.of(settings.folders().ledger(), "r-none", false))
        .isInstanceOf(EvenkeelException.class)
        .hasMessageContaining("no run 'r-none'");
  }

  @Test
  public void aSpanThatEndsBeforeItBeginsIsRefusedWithWhateverElseIsWrong() {
    assertThatThrownBy(
            () ->
                new BackfillRequest(
                    SmallLakehouse.MODEL, OptionalInt.empty(), EMPTY, FIRST, 99, false))
        .isInstanceOfSatisfying(
            EvenkeelException.class, refused -> assertThat(refused.problems()).hasSize(2));
  }

  private static BackfillResult backfill() {
    return job().run(request(SmallLakehouse.MODEL, 2));
  }

  private static BackfillRequest request(String model, int parallel) {
    return new BackfillRequest(
        model, OptionalInt.empty(), FIRST, EMPTY, parallel, /* allowEmpty= */ false);
  }

  private static BackfillJob job() {
    return new BackfillJob(scoreJob(), Journal.SILENT);
  }

  private static ScoreJob scoreJob() {
    return new ScoreJob(TestSpark.session(), settings, Journal.SILENT, Clock.systemUTC());
  }

  private static Dataset<Row> table(String name) {
    return TestSpark.session().read().format("delta").load(small.table(name).toString());
  }
}
