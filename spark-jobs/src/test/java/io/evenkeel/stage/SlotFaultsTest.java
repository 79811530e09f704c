package io.evenkeel.stage;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.evenkeel.SparkTestSession;
import io.evenkeel.concurrent.SideBySide;
import io.evenkeel.delta.OnceOnly;
import io.evenkeel.delta.PublishedCommit;
import io.evenkeel.fault.EvenkeelException;
import io.evenkeel.fault.Fault;
import io.evenkeel.run.Claim;
import io.evenkeel.run.RunId;
import io.evenkeel.run.Slot;
import io.evenkeel.stage.cache.CacheStore;
import io.evenkeel.stage.cache.CommittedPredictions;
import io.evenkeel.stage.cache.PredictionCache;
import io.evenkeel.stage.cache.RocksStore;
import io.evenkeel.stage.ledger.Ledger;
import io.evenkeel.stage.ledger.LocalFiles;
import io.evenkeel.stage.ledger.RunKey;
import io.evenkeel.stage.ledger.RunRecord;
import io.evenkeel.stage.ledger.RunState;
import io.evenkeel.stage.sink.Audit;
import io.evenkeel.stage.sink.AuditReport;
import io.evenkeel.stage.sink.AuditedStage;
import io.evenkeel.stage.sink.Gates;
import io.evenkeel.stage.sink.PredictionsTable;
import io.evenkeel.stage.sink.Provenance;
import io.evenkeel.stage.sink.RowTally;
import io.evenkeel.stage.sink.Stage;
import io.evenkeel.stage.sink.StagedRows;
import io.evenkeel.stage.sink.StagingArea;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.StructField;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

/** Runs that stop, sleep or race, through ledger, staging, table and cache together. */
public class SlotFaultsTest {
  private static final Slot SLOT = new Slot("m", "champion", LocalDate.of(2013, 7, 4));
  private static final RunKey KEY = RunKey.of(SLOT.scoreDate(), Map.of(), "f", "m", "c");
  private static final Provenance BY = new Provenance("1", "sha", "set", "print", Instant.EPOCH);
  private static final int ROWS = 50;
  private static final int STEPS = 5;

  /** The profile {@code long} sets fifty. */
  private static final int RACES = Integer.getInteger("test.races", 2);

  @Rule public TemporaryFolder folder = new TemporaryFolder();
  private final SparkSession spark = SparkTestSession.session();
  private Ledger ledger;
  private StagingArea staging;
  private PredictionsTable table;
  private CacheStore cache;

  @Before
  public void open() {
    ledger =
        new Ledger(new LocalFiles(folder.getRoot().toPath().resolve("ledger")), Clock.systemUTC());
    staging = new StagingArea(spark, folder.getRoot() + "/staging");
    table = new PredictionsTable(spark, folder.getRoot() + "/predictions");
    cache = new RocksStore(folder.getRoot().toPath().resolve("cache"));
  }

  @Test
  public void leavesOneResultHoweverManyRunsStoppedAtWhateverStep() {
    for (int stopAfter = 0; stopAfter < STEPS; stopAfter++) {
      new Run(stopAfter).go(stopAfter);
    }
    Run last = new Run(9);
    last.go(STEPS);
    assertThat(published()).containsExactly("6 9.0 50");
    try (PredictionCache reader = cache.reader("m")) {
      assertThat(reader.lookup("7").orElseThrow().score()).isEqualTo(9.0);
    }
    assertThat(ledger.history(SLOT).runs())
        .extracting(RunRecord::state)
        .containsExactly(
            RunState.CLAIMED,
            RunState.STAGED,
            RunState.AUDITED,
            RunState.PUBLISHED,
            RunState.CACHED,
            RunState.DONE);
    assertThat(ledger.alreadyDone(SLOT, KEY)).isPresent();
  }

  @Test
  public void publishesTheStageThatAStoppedRunLeftUnderANewGeneration() {
    Run stopped = new Run(3);
    stopped.go(1);
    Claim retry = ledger.claim(SLOT, RunId.next(Instant.EPOCH), KEY, Map.of());
    RunRecord left = ledger.reusableStage(SLOT, KEY).orElseThrow();
    Stage stage = staging.open(SLOT, left.claim().generation()).orElseThrow();
    assertThat(stage.claim()).isEqualTo(stopped.claim);
    new Run(retry, Optional.of(stage)).go(STEPS);
    assertThat(published()).containsExactly("2 3.0 50");
  }

  @Test
  public void fencesARunThatSleptAtAnyStep() {
    List<Run> sleepers = new ArrayList<>();
    for (int slept = 0; slept < STEPS - 1; slept++) {
      Run sleeper = new Run(slept);
      sleepers.add(sleeper);
      sleeper.go(slept);
    }
    new Run(9).go(STEPS);
    for (Run sleeper : sleepers) {
      assertThatThrownBy(() -> sleeper.go(STEPS))
          .isInstanceOfSatisfying(
              EvenkeelException.class, e -> assertThat(e.fault()).isEqualTo(Fault.FENCED));
      assertThat(published()).containsExactly("5 9.0 50");
    }
    try (PredictionCache reader = cache.reader("m")) {
      assertThat(reader.lookup("7").orElseThrow().score()).isEqualTo(9.0);
    }
  }

  @Test
  public void fencesASleeperInTheTableAndInTheCacheEvenWithoutTheLedger() {
    Run sleeper = new Run(1);
    sleeper.go(2);
    new Run(9).go(STEPS);
    assertThatThrownBy(sleeper::publish)
        .isInstanceOfSatisfying(
            EvenkeelException.class, e -> assertThat(e.fault()).isEqualTo(Fault.FENCED));
    assertThat(published()).containsExactly("2 9.0 50");
    CommittedPredictions old =
        new CommittedPredictions(spark, table.path(), 1, sleeper.claim, ROWS);
    assertThat(cache.publish(old)).isEqualTo(CacheStore.Outcome.NOT_NEWER);
  }

  /** Fault row 4: of two drivers at once one wins, or both do, one after the other. */
  @Test
  public void leavesOneResultOfTwoDriversAtOnceHoweverOftenTheyRace() {
    for (int round = 0; round < RACES; round++) {
      double score = round;
      List<Supplier<Boolean>> drivers =
          List.of(() -> wins(new Run(score)), () -> wins(new Run(score + 0.5)));
      assertThat(SideBySide.take("Racing", drivers.size(), drivers))
          .as("round %d", round)
          .contains(true);
      List<RunRecord> done =
          ledger.history(SLOT).runs().stream().filter(r -> r.state() == RunState.DONE).toList();
      int newest = done.get(done.size() - 1).claim().generation().number();
      assertThat(published())
          .as("round %d", round)
          .singleElement()
          .asString()
          .startsWith(newest + " ");
    }
    List<Integer> commits =
        PublishedCommit.of(spark, table.path()).stream()
            .map(commit -> commit.claim().generation().number())
            .toList();
    assertThat(commits)
        .as("newest first, none twice")
        .isSortedAccordingTo(Comparator.reverseOrder());
    assertThat(commits).doesNotHaveDuplicates();
  }

  /**
   * Returns whether the run came to its end; one that did not was told that a newer one is there.
   */
  private static boolean wins(Run run) {
    try {
      run.go(STEPS);
      return true;
    } catch (EvenkeelException overtaken) {
      assertThat(overtaken.fault()).isIn(Fault.FENCED, Fault.RETRYABLE);
      return false;
    }
  }

  private List<String> published() {
    return table
        .spark()
        .read()
        .format("delta")
        .load(table.path())
        .groupBy("generation", "score")
        .count()
        .collectAsList()
        .stream()
        .map(row -> row.get(0) + " " + row.get(1) + " " + row.get(2))
        .toList();
  }

  /** A run as a job does it, that can be stopped after any step and woken later. */
  private final class Run {
    private final Claim claim;
    private final double score;
    private Optional<Stage> stage;
    private Optional<AuditedStage> audited = Optional.empty();
    private Optional<OnceOnly.Commit> commit = Optional.empty();
    private int done;

    Run(double score) {
      this.claim = ledger.claim(SLOT, RunId.next(Instant.EPOCH), KEY, Map.of());
      this.score = score;
      this.stage = Optional.empty();
    }

    Run(Claim claim, Optional<Stage> stage) {
      this.claim = claim;
      this.score = Double.NaN;
      this.stage = stage;
    }

    void go(int steps) {
      List<Runnable> all =
          List.of(
              this::stage,
              this::audit,
              this::publishAndTell,
              this::fill,
              () -> ledger.append(claim, RunState.DONE, Map.of()));
      for (; done < steps; done++) {
        all.get(done).run();
      }
    }

    private void stage() {
      stage = Optional.of(stage.orElseGet(() -> staging.write(claim, BY, outcomes(score))));
      ledger.append(claim, RunState.STAGED, Map.of());
    }

    private void audit() {
      RowTally spine = RowTally.of(spark.range(ROWS).toDF("id"), col("id"));
      AuditReport report = new Audit(spark).of(stage.orElseThrow());
      audited = Optional.of(report.admit(stage.orElseThrow(), spine, new Gates(0, false)));
      ledger.append(claim, RunState.AUDITED, report.facts(spine));
    }

    private void publishAndTell() {
      ledger.requireNewest(claim);
      publish();
      ledger.append(claim, RunState.PUBLISHED, Map.of());
    }

    private void publish() {
      commit = Optional.of(table.publish(claim, audited.orElseThrow()));
    }

    private void fill() {
      long version = commit.orElseThrow().version();
      cache.publish(new CommittedPredictions(spark, table.path(), version, claim, ROWS));
      ledger.append(claim, RunState.CACHED, Map.of());
    }

    private Dataset<Row> outcomes(double value) {
      Dataset<Row> rows =
          spark
              .range(ROWS)
              .selectExpr(
                  "'scored' kind",
                  "cast(id as string) row_id",
                  "timestamp'2013-07-03 20:00:00' as_of",
                  "double(" + value + ") score",
                  "'late' class");
      for (StructField field : StagedRows.SCHEMA.fields()) {
        if (!List.of(rows.columns()).contains(field.name())) {
          rows = rows.withColumn(field.name(), lit(null).cast(field.dataType()));
        }
      }
      return rows;
    }
  }
}
