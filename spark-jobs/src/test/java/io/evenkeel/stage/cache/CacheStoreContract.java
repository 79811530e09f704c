package io.evenkeel.stage.cache;

import static io.evenkeel.stage.cache.Table.DELAY;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.evenkeel.concurrent.SideBySide;
import io.evenkeel.fault.EvenkeelException;
import io.evenkeel.fault.Fault;
import io.evenkeel.run.Failpoint;
import io.evenkeel.stage.cache.CacheStore.Outcome;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.junit.Before;
import org.junit.BeforeClass;
import org.junit.ClassRule;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

/** What every cache store promises; each store's test class gives a store of its own. */
public abstract class CacheStoreContract {
  @ClassRule public static final TemporaryFolder TABLES = new TemporaryFolder();
  protected static Table table;

  private static final List<String> AWKWARD =
      List.of(
          "",
          " ",
          "it's",
          "\"q\"",
          "two\nlines",
          "cr\r",
          "a/b",
          "naïve",
          "日本語",
          "🛫",
          "\uFFFD",
          "\u0000",
          "a\u0000b",
          "null",
          "x".repeat(2000));
  private static final List<Double> SCORES =
      List.of(
          0.1, 1.0 / 3, Double.MIN_VALUE, -Double.MAX_VALUE, 2e-3, -0.0, Double.POSITIVE_INFINITY);

  @Rule public TemporaryFolder folder = new TemporaryFolder();
  private CacheStore store;

  @BeforeClass
  public static void commit() {
    table = new Table(TABLES.getRoot().toPath());
    AWKWARD.forEach(key -> table.add("awkward", 4, 1, key, 0.5, "\"late\"\n"));
    SCORES.forEach(score -> table.add("regressor", 4, 1, score.toString(), score, null));
    table.commit();
  }

  /** Returns a store in which nothing is cached yet. */
  protected abstract CacheStore store() throws Exception;

  @Before
  public void open() throws Exception {
    store = store();
  }

  @Test
  public void servesWhatTheTableHolds() {
    CommittedPredictions fourth = table.of(4, 2);
    assertThat(store.publish(fourth)).isEqualTo(Outcome.LIVE);
    try (PredictionCache cache = store.reader(DELAY)) {
      assertThat(cache.lookup("row-299"))
          .contains(new CachedPrediction(2.0, Optional.of("late"), fourth.generation()));
      assertThat(cache.lookup("row-300")).isEmpty();
      assertThat(cache.live()).isEqualTo(fourth.generation());
    }
    CacheStatus status = store.verify(DELAY);
    assertThat(status.rows()).isEqualTo(Table.ROWS);
    assertThat(status.deltaVersion()).isEqualTo(fourth.version());
    assertThat(status.runId()).isEqualTo(fourth.claim().run().value());
    assertThat(status.previous()).isEmpty();
  }

  @Test
  public void findsNothingWhereNothingIsCached() {
    assertThat(store.find("never")).isEmpty();
  }

  @Test
  public void keepsAwkwardKeysApart() {
    store.publish(table.of("awkward", 4, 1, AWKWARD.size()));
    try (PredictionCache cache = store.reader("awkward")) {
      assertThat(cache.lookup(AWKWARD))
          .allSatisfy(
              found -> assertThat(found.orElseThrow().predictedClass()).contains("\"late\"\n"));
      assertThat(cache.lookup("x")).isEmpty();
    }
  }

  @Test
  public void givesScoresBackBitForBit() {
    store.publish(table.of("regressor", 4, 1, SCORES.size()));
    try (PredictionCache cache = store.reader("regressor")) {
      for (Double score : SCORES) {
        CachedPrediction found = cache.lookup(score.toString()).orElseThrow();
        assertThat(Double.valueOf(found.score())).isEqualTo(score);
        assertThat(found.predictedClass()).isEmpty();
      }
    }
  }

  @Test
  public void neverTakesReadersBackForABackfill() {
    CommittedPredictions fifth = table.of(5, 1);
    store.publish(fifth);
    assertThat(store.publish(table.of(4, 6))).isEqualTo(Outcome.NOT_NEWER);
    assertThat(store.status(DELAY).current()).isEqualTo(fifth.generation());
    assertThat(store.publish(fifth)).isEqualTo(Outcome.LIVE);
    assertThat(store.verify(DELAY).previous()).isEmpty();
  }

  @Test
  public void servesTheNewestWhereSeveralDaysArePublishedAtOnce() {
    List<CommittedPredictions> days =
        List.of(table.of(4, 1), table.of(4, 2), table.of(5, 1), table.of(5, 2));
    List<Outcome> outcomes =
        SideBySide.take(
            "Publishing",
            days.size(),
            days.stream().<Supplier<Outcome>>map(day -> () -> store.publish(day)).toList());
    assertThat(outcomes).hasSize(4).contains(Outcome.LIVE);
    assertThat(store.verify(DELAY).current()).isEqualTo(days.get(3).generation());
  }

  @Test
  public void rollsBackUntilTheGenerationIsReleased() {
    CommittedPredictions fourth = table.of(4, 1);
    CommittedPredictions fifth = table.of(5, 2);
    store.publish(fourth);
    store.publish(fifth);
    CacheStatus back = store.rollback(DELAY);
    assertThat(back.current()).isEqualTo(fourth.generation());
    assertThat(back.rejected()).contains(fifth.generation());
    assertThat(store.publish(fifth)).isEqualTo(Outcome.NOT_NEWER);
    assertThatThrownBy(() -> store.rollback(DELAY)).hasMessageContaining("no generation before it");
    store.release(DELAY);
    assertThat(store.publish(fifth)).isEqualTo(Outcome.LIVE);
    assertThat(store.verify(DELAY).current()).isEqualTo(fifth.generation());
  }

  @Test
  public void letsANewerGenerationFollowARejectedOne() {
    store.publish(table.of(4, 1));
    store.publish(table.of(5, 1));
    store.rollback(DELAY);
    assertThat(store.publish(table.of(5, 2))).isEqualTo(Outcome.LIVE);
    CacheStatus status = store.verify(DELAY);
    assertThat(status.previous()).contains(table.of(4, 1).generation());
    assertThat(status.rejected()).isEmpty();
  }

  @Test
  public void saysWhatIsCachedWhenAModelIsNot() {
    store.publish(table.of(4, 1));
    store.publish(table.of("awkward", 4, 1, AWKWARD.size()));
    try (PredictionCache cache = store.reader("fraud")) {
      for (Runnable asked :
          List.<Runnable>of(
              () -> cache.lookup("k"),
              () -> store.status("fraud"),
              () -> store.rollback("fraud"))) {
        assertThatThrownBy(asked::run)
            .isInstanceOfSatisfying(
                EvenkeelException.class, e -> assertThat(e.fault()).isEqualTo(Fault.USAGE))
            .hasMessageContaining("'fraud'")
            .hasMessageContaining("[awkward, flight_delay]");
      }
    }
    store.drop("awkward");
    assertThatThrownBy(() -> store.status("awkward")).hasMessageContaining("[flight_delay]");
    store.drop("awkward");
  }

  @Test
  public void refusesARowCountThatWasNotAudited() {
    assertThatThrownBy(() -> store.publish(table.of(DELAY, 4, 1, Table.ROWS + 1)))
        .hasMessageContaining("has 300 rows")
        .hasMessageContaining("301 were audited");
    assertThatThrownBy(() -> store.status(DELAY)).hasMessageContaining("cached are []");
  }

  @Test
  public void servesAnEmptyGeneration() {
    store.publish(table.of(4, 1));
    store.publish(table.of(DELAY, 5, 9, 0));
    try (PredictionCache cache = store.reader(DELAY)) {
      assertThat(cache.lookup("row-1")).isEmpty();
    }
    assertThat(store.verify(DELAY).rows()).isZero();
  }

  @Test
  public void servesOneWholeGenerationAfterAStopAnywhere() {
    store.publish(table.of(4, 1));
    int generation = 1;
    for (Failpoint point :
        List.of(Failpoint.CACHE_BUILT, Failpoint.CACHE_NAMED, Failpoint.CACHE_SWITCHED)) {
      generation++;
      CommittedPredictions next = table.of(4, generation);
      System.setProperty(Failpoint.PROPERTY, point + ":throw");
      try {
        assertThatThrownBy(() -> store.publish(next)).hasMessageContaining(point.name());
      } finally {
        System.clearProperty(Failpoint.PROPERTY);
      }
      store.verify(DELAY);
      assertThat(store.publish(next)).as(point.name()).isEqualTo(Outcome.LIVE);
      assertThat(store.verify(DELAY).current()).as(point.name()).isEqualTo(next.generation());
    }
  }

  @Test
  public void showsReadersOneWholeGenerationWhileItSwitches() throws Exception {
    store.publish(table.of(4, 1));
    AtomicBoolean stop = new AtomicBoolean();
    ExecutorService readers = Executors.newFixedThreadPool(3);
    try (PredictionCache cache = store.reader(DELAY)) {
      List<Future<Integer>> reading =
          IntStream.range(0, 3).mapToObj(i -> readers.submit(() -> read(cache, stop))).toList();
      for (int generation = 2; generation <= 6; generation++) {
        store.publish(table.of(4, generation));
      }
      for (int i = 0; i < 10; i++) {
        store.rollback(DELAY);
        awaitLive(cache, table.of(4, 5).generation());
        store.release(DELAY);
        store.publish(table.of(4, 6));
        awaitLive(cache, table.of(4, 6).generation());
      }
      stop.set(true);
      for (Future<Integer> reader : reading) {
        assertThat(result(reader)).isPositive();
      }
    } finally {
      readers.shutdownNow();
    }
  }

  /** Reads until told to stop; each answer must be of one generation, and its whole content. */
  private static int read(PredictionCache cache, AtomicBoolean stop) {
    List<String> keys = List.of("row-0", "row-57", "row-111", "row-299");
    int answers = 0;
    while (!stop.get()) {
      List<CachedPrediction> found =
          cache.lookup(keys).stream().map(Optional::orElseThrow).toList();
      CacheGeneration source = found.get(0).source();
      assertThat(found).allMatch(prediction -> prediction.source().equals(source));
      assertThat(found).allMatch(prediction -> prediction.score() == source.generation().number());
      answers++;
    }
    return answers;
  }

  private static void awaitLive(PredictionCache cache, CacheGeneration generation)
      throws InterruptedException {
    for (int i = 0; i < 100 && !cache.live().equals(generation); i++) {
      Thread.sleep(50);
    }
    assertThat(cache.live()).isEqualTo(generation);
  }

  private static int result(Future<Integer> reader) throws InterruptedException {
    try {
      return reader.get();
    } catch (ExecutionException e) {
      throw new AssertionError("A reader saw something else", e.getCause());
    }
  }
}
