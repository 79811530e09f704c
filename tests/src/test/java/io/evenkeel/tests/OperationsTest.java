package io.evenkeel.tests;

import static org.apache.spark.sql.functions.col;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.evenkeel.delta.PublishedCommit;
import io.evenkeel.fault.EvenkeelException;
import io.evenkeel.fault.Fault;
import io.evenkeel.job.CacheOperations;
import io.evenkeel.job.DoctorJob;
import io.evenkeel.job.Journal;
import io.evenkeel.job.MaintainJob;
import io.evenkeel.job.MaintainRequest;
import io.evenkeel.job.ScoreResult;
import io.evenkeel.run.Claim;
import io.evenkeel.run.Failpoint;
import io.evenkeel.run.RunId;
import io.evenkeel.run.Slot;
import io.evenkeel.settings.Settings;
import io.evenkeel.stage.cache.CacheStatus;
import io.evenkeel.stage.cache.CacheStore;
import io.evenkeel.stage.cache.CommittedPredictions;
import io.evenkeel.stage.cache.PredictionCache;
import io.evenkeel.stage.cache.RocksStore;
import io.evenkeel.stage.ledger.Ledger;
import io.evenkeel.stage.ledger.LocalFiles;
import io.evenkeel.stage.ledger.RunKey;
import io.evenkeel.stage.ledger.RunRecord;
import io.evenkeel.stage.ledger.RunState;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.SparkSession;
import org.junit.After;
import org.junit.BeforeClass;
import org.junit.ClassRule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

/** What an operator does after a crash or a bad day: doctor, rollback, maintenance. */
public class OperationsTest {
  private static final LocalDate FIRST = SmallLakehouse.FIRST;
  private static final LocalDate SECOND = FIRST.plusDays(1);
  private static final Slot SLOT = new Slot(SmallLakehouse.MODEL, "champion", FIRST);

  @ClassRule public static final TemporaryFolder HOME = new TemporaryFolder();

  private static SmallLakehouse small;
  private static Settings settings;
  private static Ledger ledger;
  private static CacheStore cache;

  /** The first day crashes once before its commit, so that a stage is left that a retry passes. */
  @BeforeClass
  public static void scoreTwoDaysInAHomeOfTheirOwn() throws IOException {
    small = SmallLakehouse.in(HOME.getRoot().toPath());
    settings = small.settings(Map.of());
    ledger = new Ledger(new LocalFiles(settings.folders().ledger()), Clock.systemUTC());
    cache = new RocksStore(settings.folders().cache());
    System.setProperty(Failpoint.PROPERTY, Failpoint.BEFORE_COMMIT + ":throw");
    try {
      assertThatThrownBy(() -> score(FIRST)).hasMessageContaining("BEFORE_COMMIT");
    } finally {
      System.clearProperty(Failpoint.PROPERTY);
    }
    assertThat(score(FIRST).alreadyDone()).isFalse();
    assertThat(score(SECOND).alreadyDone()).isFalse();
  }

  @After
  public void allIsWellInTheEnd() {
    assertThat(doctor(true)).allMatch(told -> !told.startsWith("ill"));
    assertThat(doctor(false)).allMatch(told -> told.startsWith("ok"));
  }

  @Test
  public void doctorWritesADamagedLogAnewFromTheTables() throws IOException {
    RunRecord before = newestDone();
    Path event = settings.folders().ledger().resolve(SLOT.path() + "/00000000000000000002.json");
    Files.writeString(event, Files.readString(event).replace("STAGED", "AGEDST"));
    assertThat(doctor(false))
        .anyMatch(told -> told.contains("the log of %s is not".formatted(SLOT)));
    assertThat(doctor(true)).anyMatch(told -> told.startsWith("mended: the log of " + SLOT));
    RunRecord after = newestDone();
    assertThat(after.claim()).isEqualTo(before.claim());
    assertThat(after.facts())
        .containsEntry("run_key", before.facts().get("run_key"))
        .containsEntry("rows_scored", before.facts().get("rows_scored"));
    assertThat(score(FIRST).runId()).isEqualTo(before.claim().run().value());
  }

  @Test
  public void aRunThatTheRebuiltLogHasForgottenIsFenced() throws IOException {
    RunRecord crashed = ledger.history(SLOT).runs().get(0);
    Path log = settings.folders().ledger().resolve(SLOT.path());
    Files.delete(log.resolve("00000000000000000001.json"));
    assertThat(doctor(true)).anyMatch(told -> told.startsWith("mended: the log of " + SLOT));
    assertThat(ledger.history(SLOT).newest().orElseThrow().newerThan(crashed.claim().generation()))
        .isTrue();
    assertThatThrownBy(() -> ledger.append(crashed.claim(), RunState.STAGED, Map.of()))
        .isInstanceOf(EvenkeelException.class);
  }

  @Test
  public void doctorWritesALogThatWasLost() throws IOException {
    Path log = settings.folders().ledger().resolve(SLOT.path());
    Files.move(log, HOME.getRoot().toPath().resolve("lost-" + System.nanoTime()));
    assertThat(doctor(false))
        .anyMatch(told -> told.contains("has predictions, and the ledger no log"));
    assertThat(doctor(true)).anyMatch(told -> told.startsWith("mended: " + SLOT));
    assertThat(score(FIRST).alreadyDone()).isTrue();
  }

  @Test
  public void doctorLoadsACacheThatIsDamagedOrGone() throws IOException {
    CacheStatus live = cache.status(SmallLakehouse.MODEL);
    Path folder =
        settings.folders().cache().resolve(live.model()).resolve(live.current().toString());
    Files.write(folder.resolve("evenkeel.json"), new byte[] {1});
    assertThat(doctor(false)).anyMatch(told -> told.contains("cache of visits is damaged"));
    assertThat(doctor(true)).anyMatch(told -> told.contains("loaded " + live.current()));
    assertThat(cache.verify(SmallLakehouse.MODEL).rows()).isEqualTo(live.rows());

    cache.drop(SmallLakehouse.MODEL);
    assertThat(doctor(true)).anyMatch(told -> told.contains("nothing of visits is cached"));
    assertThat(cache.verify(SmallLakehouse.MODEL).current()).isEqualTo(live.current());
  }

  @Test
  public void doctorAddsTheRowOfARunThatStoppedBeforeItWroteIt() {
    Claim claim = claimed(FIRST.plusDays(30));
    ledger.append(claim, RunState.FAILED, Map.of("error", "stopped by this test"));
    String run = claim.run().value();
    assertThat(doctor(false)).anyMatch(told -> told.contains("runs has no row for " + run));
    assertThat(doctor(true)).anyMatch(told -> told.contains("added " + run));
  }

  @Test
  public void doctorRemovesTheStageOfARunThatWasPassed() {
    assertThat(doctor(true)).noneMatch(told -> told.startsWith("ill"));
    assertThat(settings.folders().staging().resolve(SLOT.path() + "/1")).doesNotExist();
  }

  @Test
  public void doctorNamesARunThatCameToNoEndAndTheCommandThatEndsIt() {
    Claim claim = claimed(FIRST.plusDays(31));
    assertThat(doctor(true))
        .anyMatch(told -> told.contains("next: ./evenkeel retry " + claim.run()));
    ledger.append(claim, RunState.FAILED, Map.of("error", "ended by this test"));
  }

  @Test
  public void whatWasTakenBackIsNotPublishedAgainUntilItIsReleased() {
    cacheBothDays();
    CacheStatus live = cache.status(SmallLakehouse.MODEL);
    CacheStatus back = new CacheOperations(cache, ledger).rollback(SmallLakehouse.MODEL);
    assertThat(back.current().scoreDate()).isEqualTo(FIRST);
    assertThat(back.rejected()).contains(live.current());
    assertThat(doctor(false)).anyMatch(told -> told.contains("is taken back"));
    assertThatThrownBy(() -> score(SECOND))
        .isInstanceOfSatisfying(
            EvenkeelException.class, held -> assertThat(held.fault()).isEqualTo(Fault.GATE))
        .hasMessageContaining("was taken back from the cache");
    assertThat(Commands.told(small, "cache", "release", SmallLakehouse.MODEL))
        .startsWith("released " + SmallLakehouse.MODEL);
    assertThat(Commands.told(small, "cache", "release", SmallLakehouse.MODEL))
        .startsWith("Nothing of %s was taken back.\nstatus ".formatted(SmallLakehouse.MODEL));
    ScoreResult again = score(SECOND);
    assertThat(again.alreadyDone()).isFalse();
    assertThat(cache.status(SmallLakehouse.MODEL).runId()).isEqualTo(again.runId());
  }

  @Test
  public void maintenanceKeepsFilesForAsManyDaysAsTheSettingSays() throws IOException {
    Path old = Path.of(table("quarantine")).resolve("part-replaced.parquet");
    for (int days : new int[] {30, 9}) {
      Files.write(old, new byte[0]);
      FileTime tenDaysAgo = FileTime.from(Instant.now().minus(Duration.ofDays(10)));
      Files.setLastModifiedTime(old, tenDaysAgo);
      Settings kept =
          small.settings(Map.of("evenkeel.maintain.keep_history_days", String.valueOf(days)));
      new MaintainJob(TestSpark.session(), kept, Journal.SILENT, Clock.systemUTC())
          .run(new MaintainRequest(false, true, false));
      assertThat(Files.exists(old)).as("kept for %d days", days).isEqualTo(days == 30);
    }
  }

  @Test
  public void maintenanceKeepsWhatReadersAndRollbacksNeed() {
    long rows = TestSpark.session().read().format("delta").load(table("predictions")).count();
    List<String> told = new ArrayList<>();
    new MaintainJob(TestSpark.session(), settings, new Told(told), Clock.systemUTC())
        .run(new MaintainRequest(true, true, true));
    assertThat(told).anyMatch(line -> line.startsWith("predictions: "));
    assertThat(TestSpark.session().read().format("delta").load(table("predictions")).count())
        .isEqualTo(rows);
    CacheStatus status = cache.status(SmallLakehouse.MODEL);
    long cached =
        TestSpark.session()
            .read()
            .format("delta")
            .option("versionAsOf", status.deltaVersion())
            .load(table("predictions"))
            .where(col("run_id").equalTo(status.runId()))
            .count();
    assertThat(cached).isEqualTo(status.rows());
    try (PredictionCache reader = cache.reader(SmallLakehouse.MODEL)) {
      assertThat(reader.live()).isNotNull();
    }
    assertThat(settings.folders().staging().resolve(SLOT.path())).isEmptyDirectory();
  }

  @Test
  public void historyStaysAsLongAsACacheMayBeLoadedFromIt() {
    cacheBothDays();
    Clock later = Clock.offset(Clock.systemUTC(), Duration.ofDays(400));
    List<String> told = new ArrayList<>();
    new MaintainJob(TestSpark.session(), settings, new Told(told), later)
        .run(new MaintainRequest(false, true, false));
    assertThat(told)
        .anyMatch(line -> line.startsWith("predictions: ") && line.contains("last 400 days"))
        .anyMatch(line -> line.startsWith("quarantine: ") && line.contains("last 30 days"));
  }

  private static Claim claimed(LocalDate date) {
    Slot slot = new Slot(SmallLakehouse.MODEL, "champion", date);
    return ledger.claim(slot, RunId.next(Instant.now()), new RunKey("0".repeat(64)), Map.of());
  }

  /** Loads the cache from the table's commits, whatever another test has left of it. */
  private static void cacheBothDays() {
    cache.drop(SmallLakehouse.MODEL);
    List<PublishedCommit> commits =
        new ArrayList<>(PublishedCommit.of(TestSpark.session(), table("predictions")));
    Collections.reverse(commits);
    for (PublishedCommit commit : commits) {
      CommittedPredictions day =
          new CommittedPredictions(
              TestSpark.session(),
              table("predictions"),
              commit.version(),
              commit.claim(),
              commit.rows());
      assertThat(cache.publish(day)).isEqualTo(CacheStore.Outcome.LIVE);
    }
  }

  private static RunRecord newestDone() {
    return ledger.history(SLOT).runs().stream()
        .filter(run -> run.state() == RunState.DONE)
        .reduce((older, newer) -> newer)
        .orElseThrow();
  }

  private static ScoreResult score(LocalDate date) {
    return small.score(date, Map.of(), Journal.SILENT);
  }

  private static String table(String name) {
    return settings.folders().tables().resolve(name).toString();
  }

  /** Returns what doctor tells, one text a finding. */
  private static List<String> doctor(boolean mend) {
    List<String> told = new ArrayList<>();
    DoctorJob doctor = new DoctorJob(settings, new Told(told), Clock.systemUTC(), mend);
    boolean machine = doctor.machine();
    boolean well = doctor.runs(TestSpark.session());
    assertThat(machine && well).isEqualTo(told.stream().noneMatch(text -> text.startsWith("ill")));
    return told;
  }

  /** Keeps the sentences of a job. */
  private record Told(List<String> sentences) implements Journal {
    @Override
    public void step(String step, String sentence, Map<String, ?> facts) {
      sentences.add(sentence);
    }

    @Override
    public Watch watch(SparkSession spark, String step) {
      return () -> {};
    }
  }
}
