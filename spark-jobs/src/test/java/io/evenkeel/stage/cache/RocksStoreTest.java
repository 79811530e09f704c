package io.evenkeel.stage.cache;

import static io.evenkeel.stage.cache.Table.DELAY;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.evenkeel.fault.EvenkeelException;
import io.evenkeel.fault.Fault;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.Test;

public class RocksStoreTest extends CacheStoreContract {
  @Override
  protected CacheStore store() {
    return new RocksStore(root());
  }

  @Test
  public void keepsOnlyTheLiveGenerationAndTheOneBefore() throws IOException {
    for (int generation = 1; generation <= 4; generation++) {
      store().publish(table.of(4, generation));
    }
    Files.createDirectory(root().resolve("flight_delay/v2013-07-03-000009.building"));
    store().publish(table.of(5, 1));
    assertThat(folders()).containsExactly("v2013-07-04-000004", "v2013-07-05-000001");
  }

  /** A driver that was stopped while it built a generation keeps nobody from the cache. */
  @Test
  public void doesNotWaitForABuilderThatSleepsAndLeavesItsFolder() throws Exception {
    ModelFolder model = new ModelFolder(root(), DELAY);
    CommittedPredictions day = table.of(4, 1);
    try (BuildFolder asleep =
        model.locked(() -> BuildFolder.create(model, table.of(4, 2).generation()))) {
      assertThat(store().publish(day)).isEqualTo(CacheStore.Outcome.LIVE);
      assertThat(store().publish(table.of(5, 1))).isEqualTo(CacheStore.Outcome.LIVE);
      assertThat(folders()).contains(asleep.path().toFile().getName());
    }
    assertThat(folders()).containsExactly("v2013-07-04-000001", "v2013-07-05-000001");
  }

  @Test
  public void removesWhatABuilderLeftOnlyOnceItsProcessIsGone() throws Exception {
    Path building = root().resolve(DELAY).resolve("v2013-07-04-000002.1f0c9a2e.building");
    Files.createDirectories(building);
    Path lock = building.resolveSibling(building.toFile().getName() + ".lock");
    Files.createFile(lock);
    Process builder = LockProbe.holding(lock);
    try {
      store().publish(table.of(5, 1));
      assertThat(building).exists();
    } finally {
      builder.destroyForcibly().waitFor();
    }
    store().publish(table.of(5, 2));
    assertThat(building).doesNotExist();
    assertThat(lock).doesNotExist();
  }

  @Test
  public void namesEachFileInWhichAByteWasFlipped() throws IOException {
    CommittedPredictions day = table.of(4, 1);
    store().publish(day);
    Path live = root().resolve("flight_delay/v2013-07-04-000001");
    try (Stream<Path> files = Files.list(live)) {
      for (Path file : files.filter(f -> f.toFile().length() > 0).toList()) {
        byte[] before = Files.readAllBytes(file);
        flip(file, before);
        assertThatThrownBy(() -> store().verify(DELAY))
            .isInstanceOfSatisfying(
                EvenkeelException.class, e -> assertThat(e.fault()).isEqualTo(Fault.RETRYABLE))
            .hasMessageContaining(file.toString());
        Files.write(file, before);
      }
    }
    assertThat(store().verify(DELAY).rows()).isEqualTo(Table.ROWS);
  }

  @Test
  public void failsALookupOfAFlippedBlockNamingTheFile() throws IOException {
    CommittedPredictions day = table.of(4, 1);
    store().publish(day);
    List<Path> data;
    try (Stream<Path> files = Files.list(root().resolve("flight_delay/v2013-07-04-000001"))) {
      data = files.filter(f -> f.toString().endsWith(".sst")).toList();
    }
    for (Path file : data) {
      byte[] bytes = Files.readAllBytes(file);
      bytes[20] ^= 1;
      Files.write(file, bytes);
    }
    try (PredictionCache cache = store().reader(DELAY)) {
      assertThatThrownBy(() -> cache.lookup("row-0"))
          .hasMessageContaining(".sst")
          .hasMessageContaining("checksum");
    }
    assertThat(store().publish(day)).as("loads it again").isEqualTo(CacheStore.Outcome.LIVE);
    assertThat(store().verify(DELAY).rows()).isEqualTo(Table.ROWS);
  }

  @Test
  public void refusesAFlippedPointer() throws IOException {
    store().publish(table.of(4, 1));
    Path pointer = root().resolve("flight_delay/CURRENT");
    flip(pointer, Files.readAllBytes(pointer));
    try (PredictionCache cache = store().reader(DELAY)) {
      assertThatThrownBy(() -> cache.lookup("row-0")).hasMessageContaining(pointer.toString());
    }
  }

  @Test
  public void doesNotRollBackToADamagedGeneration() throws IOException {
    store().publish(table.of(4, 1));
    store().publish(table.of(5, 1));
    Files.delete(root().resolve("flight_delay/v2013-07-04-000001/CURRENT"));
    assertThatThrownBy(() -> store().rollback(DELAY))
        .hasMessageContaining("v2013-07-04-000001/CURRENT is missing");
    assertThat(store().status(DELAY).current()).hasToString("v2013-07-05-000001");
  }

  @Test
  public void staysWithinSixtyFourBytesForAProbabilityAndAClass() {
    assertThat(PredictionValue.encode(0.12345678901234568, Optional.of("late")))
        .asString()
        .isEqualTo("[0.12345678901234568,\"late\"]");
  }

  private Path root() {
    return folder.getRoot().toPath().resolve("cache");
  }

  private List<String> folders() throws IOException {
    try (Stream<Path> entries = Files.list(root().resolve(DELAY))) {
      return entries.filter(Files::isDirectory).map(p -> p.toFile().getName()).sorted().toList();
    }
  }

  private static void flip(Path file, byte[] content) throws IOException {
    byte[] flipped = content.clone();
    flipped[flipped.length / 2] ^= 1;
    Files.write(file, flipped);
  }
}
