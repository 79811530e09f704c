package io.evenkeel.stage.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.evenkeel.fault.EvenkeelException;
import io.evenkeel.fault.Fault;
import io.evenkeel.run.Claim;
import io.evenkeel.run.Generation;
import io.evenkeel.run.RunId;
import io.evenkeel.run.Slot;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

public class LedgerTest {
  private static final Instant NOW = Instant.parse("2013-07-03T21:00:00Z");
  private static final Slot SLOT = new Slot("flight_delay", "champion", LocalDate.of(2013, 7, 4));
  private static final RunKey KEY =
      RunKey.of(SLOT.scoreDate(), Map.of("flights", 3L), "f", "m", "c");
  private static final RunKey OTHER =
      RunKey.of(SLOT.scoreDate(), Map.of("flights", 4L), "f", "m", "c");
  private static final List<RunState> ALL_THE_WAY =
      List.of(
          RunState.STAGED, RunState.AUDITED, RunState.PUBLISHED, RunState.CACHED, RunState.DONE);

  @Rule public TemporaryFolder folder = new TemporaryFolder();
  private AppendOnlyFiles files;
  private Ledger ledger;

  @Before
  public void open() {
    files = new LocalFiles(folder.getRoot().toPath().resolve("ledger"));
    ledger = new Ledger(files, Clock.fixed(NOW, ZoneOffset.UTC));
  }

  @Test
  public void foldsEventsIntoOneRecord() {
    Claim claim = claim(KEY);
    ledger.append(claim, RunState.STAGED, Map.of("rows_in", 5L, "note", "it's \"q\"\n日本"));
    ledger.append(claim, RunState.AUDITED, Map.of("rows_in", 6L, "seconds", 0.25));
    RunRecord run = ledger.history(SLOT).newestRun().orElseThrow();
    assertThat(run.claim()).isEqualTo(claim);
    assertThat(run.state()).isEqualTo(RunState.AUDITED);
    assertThat(run.startedAt()).isEqualTo(NOW);
    assertThat(run.facts())
        .isEqualTo(
            Map.of(
                "attempt",
                1L,
                "model_version",
                "3",
                "note",
                "it's \"q\"\n日本",
                "rows_in",
                6L,
                "run_key",
                KEY.sha256(),
                "seconds",
                0.25));
    assertThat(run.stageSeconds()).containsOnlyKeys("staged", "audited");
  }

  @Test
  public void fencesTheRunThatANewerClaimOvertook() {
    Claim old = claim(KEY);
    ledger.append(old, RunState.STAGED, Map.of());
    Claim young = claim(KEY);
    assertThat(young.generation()).isEqualTo(new Generation(2));
    assertThatThrownBy(() -> ledger.requireNewest(old)).isInstanceOf(EvenkeelException.class);
    for (int i = 0; i < 2; i++) {
      assertThatThrownBy(() -> ledger.append(old, RunState.AUDITED, Map.of()))
          .isInstanceOfSatisfying(
              EvenkeelException.class, e -> assertThat(e.fault()).isEqualTo(Fault.FENCED))
          .hasMessageContaining("A newer run has claimed flight_delay/champion/2013-07-04");
    }
    ledger.requireNewest(young);
    ALL_THE_WAY.forEach(state -> ledger.append(young, state, Map.of()));
    assertThat(ledger.history(SLOT).runs())
        .extracting(RunRecord::state)
        .containsExactly(RunState.FENCED, RunState.DONE);
    assertThat(ledger.history(SLOT).runs().get(1).facts()).containsEntry("attempt", 2L);
  }

  @Test
  public void letsAnOvertakenRunSayThatItFailed() {
    Claim old = claim(KEY);
    claim(KEY);
    ledger.append(old, RunState.FAILED, Map.of("error", "no space"));
    assertThat(ledger.history(SLOT).runs().get(0).facts()).containsEntry("error", "no space");
  }

  @Test
  public void refusesStatesOutOfOrder() {
    Claim claim = claim(KEY);
    assertThatThrownBy(() -> ledger.append(claim, RunState.PUBLISHED, Map.of()))
        .hasMessageContaining("After CLAIMED")
        .hasMessageContaining("cannot become PUBLISHED");
    Claim stranger = new Claim(SLOT, new Generation(1), RunId.next(NOW));
    assertThatThrownBy(() -> ledger.append(stranger, RunState.STAGED, Map.of()))
        .hasMessageContaining("has no claim of");
  }

  @Test
  public void knowsWhenARunWouldAddNothing() {
    assertThat(ledger.alreadyDone(SLOT, KEY)).isEmpty();
    Claim claim = claim(KEY);
    ALL_THE_WAY.subList(0, 4).forEach(state -> ledger.append(claim, state, Map.of()));
    assertThat(ledger.alreadyDone(SLOT, KEY)).as("not done").isEmpty();
    ledger.append(claim, RunState.DONE, Map.of());
    assertThat(ledger.alreadyDone(SLOT, KEY)).isPresent();
    assertThat(ledger.alreadyDone(SLOT, OTHER)).as("other inputs").isEmpty();
    Claim rescored = claim(OTHER);
    assertThat(ledger.alreadyDone(SLOT, KEY)).as("another run has begun").isEmpty();
    assertThat(ledger.reusableStage(SLOT, OTHER)).isEmpty();
    assertThat(ledger.reusableStage(SLOT, KEY).orElseThrow().claim()).isEqualTo(claim);
    ledger.append(rescored, RunState.FAILED, Map.of());
  }

  @Test
  public void forgetsADoneRunThatWasRolledBack() {
    Claim claim = claim(KEY);
    ALL_THE_WAY.forEach(state -> ledger.append(claim, state, Map.of()));
    ledger.append(claim, RunState.ROLLED_BACK, Map.of("actor", "ops"));
    assertThat(ledger.alreadyDone(SLOT, KEY)).isEmpty();
  }

  @Test
  public void givesEachOfManyThreadsAGenerationOfItsOwnAndOneWinner() {
    List<Claim> claims = IntStream.range(0, 24).parallel().mapToObj(i -> claim(KEY)).toList();
    assertThat(claims.stream().map(c -> c.generation().number()))
        .containsExactlyInAnyOrderElementsOf(IntStream.rangeClosed(1, 24).boxed().toList());
    List<Claim> winners = claims.parallelStream().filter(claim -> goesOn(ledger, claim)).toList();
    assertThat(winners).extracting(Claim::generation).containsExactly(new Generation(24));
    assertThat(ledger.history(SLOT).events()).hasSize(48);
  }

  @Test
  public void givesEachOfSeveralProcessesAGenerationOfItsOwnAndOneWinner() throws Exception {
    Path root = folder.getRoot().toPath().resolve("shared");
    List<Process> processes = Stream.generate(() -> start(root)).limit(3).toList();
    int winners = 0;
    for (Process process : processes) {
      winners += process.waitFor() == ClaimingProcess.WON ? 1 : 0;
      assertThat(process.exitValue()).isIn(ClaimingProcess.WON, ClaimingProcess.FENCED);
    }
    History history = new Ledger(new LocalFiles(root), Clock.systemUTC()).history(SLOT);
    assertThat(history.runs()).hasSize(3 * ClaimingProcess.CLAIMS);
    assertThat(history.runs().stream().filter(run -> run.state() == RunState.STAGED)).hasSize(1);
    assertThat(winners).isEqualTo(1);
  }

  @Test
  public void refusesAnEventInWhichAByteWasFlippedAndListsTheOtherSlots() throws IOException {
    Slot other = new Slot("churn", "champion", LocalDate.of(2013, 7, 4));
    ledger.claim(other, RunId.next(NOW), KEY, Map.of());
    Claim claim = claim(KEY);
    ledger.append(claim, RunState.STAGED, Map.of());
    for (String name : files.list(SLOT.path())) {
      Path file = folder.getRoot().toPath().resolve("ledger").resolve(SLOT.path()).resolve(name);
      byte[] before = Files.readAllBytes(file);
      byte[] flipped = before.clone();
      flipped[flipped.length / 3] ^= 1;
      Files.write(file, flipped);
      assertThatThrownBy(() -> ledger.history(SLOT)).hasMessageContaining(name);
      RunListing listing = RunListing.of(files);
      assertThat(listing.runs()).extracting(run -> run.claim().slot()).containsExactly(other);
      assertThat(listing.problems()).hasSize(1);
      Files.write(file, before);
    }
    assertThat(RunListing.of(files).runs()).hasSize(2);
  }

  @Test
  public void refusesAnEventThatWasTakenOut() throws IOException {
    Claim claim = claim(KEY);
    ledger.append(claim, RunState.STAGED, Map.of());
    Path first =
        folder.getRoot().toPath().resolve("ledger").resolve(SLOT.path()).resolve(Event.fileName(1));
    Files.delete(first);
    assertThatThrownBy(() -> ledger.history(SLOT))
        .hasMessageContaining("00000000000000000002.json is in the place of");
  }

  @Test
  public void keepsTheSameLogThroughAnyLogStoreOfDelta() {
    Configuration hadoop = new Configuration();
    AppendOnlyFiles through =
        new LogStoreFiles(
            new io.delta.storage.LocalLogStore(hadoop),
            new org.apache.hadoop.fs.Path(folder.getRoot() + "/ledger"),
            hadoop);
    Ledger other = new Ledger(through, Clock.fixed(NOW, ZoneOffset.UTC));
    assertThat(other.history(SLOT).newest()).isEmpty();
    Claim claim = other.claim(SLOT, RunId.next(NOW), KEY, Map.of());
    ledger.append(claim, RunState.STAGED, Map.of());
    other.append(claim, RunState.AUDITED, Map.of());
    assertThat(ledger.history(SLOT)).isEqualTo(other.history(SLOT));
    assertThat(RunListing.of(through).run(claim.run()))
        .isEqualTo(RunListing.of(files).run(claim.run()));
    assertThat(through.putIfAbsent(SLOT.path() + "/" + Event.fileName(1), List.of("x"))).isFalse();
  }

  static boolean goesOn(Ledger ledger, Claim claim) {
    try {
      ledger.append(claim, RunState.STAGED, Map.of());
      return true;
    } catch (EvenkeelException fenced) {
      assertThat(fenced.fault()).isEqualTo(Fault.FENCED);
      return false;
    }
  }

  private Claim claim(RunKey key) {
    return ledger.claim(SLOT, RunId.next(NOW), key, Map.of("model_version", "3"));
  }

  private static Process start(Path root) {
    try {
      return new ProcessBuilder(
              Path.of(System.getProperty("java.home"), "bin", "java").toString(),
              "-cp",
              System.getProperty("java.class.path"),
              ClaimingProcess.class.getName(),
              root.toString(),
              SLOT.model(),
              SLOT.role(),
              SLOT.scoreDate().toString())
          .inheritIO()
          .start();
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }
}
