package io.evenkeel.stage.cache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.evenkeel.concurrent.SideBySide;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

public class FolderLockTest {
  private static final String FILE = "LOCK";

  @Rule public TemporaryFolder folder = new TemporaryFolder();

  /** Closing any descriptor of a file drops all locks that its process has on the file. */
  @Test
  public void staysTakenForOtherProcessesAfterAThreadOfThisOneGaveUpWaiting() {
    String seen =
        lock(Duration.ofSeconds(10))
            .during(
                () -> {
                  List<Supplier<Boolean>> waiter = List.of(this::givesUp);
                  assertThat(SideBySide.take("Waiting", 1, waiter)).containsExactly(true);
                  return fromAnotherProcess();
                });
    String holder = ProcessHandle.current().pid() + "\n";
    assertThat(seen).as("and by whom").isEqualTo("taken " + holder);
    assertThat(fromAnotherProcess()).isEqualTo("free " + holder);
  }

  @Test
  public void namesTheProcessThatKeepsIt() throws Exception {
    Path file = path().resolve(FILE);
    Files.writeString(file, "4711\n");
    Process holder = LockProbe.holding(file);
    try {
      assertThatThrownBy(() -> lock(Duration.ofMillis(50)).during(() -> "never"))
          .hasMessageContaining("process 4711 has held it");
    } finally {
      holder.destroyForcibly().waitFor();
    }
    assertThat(lock(Duration.ofSeconds(10)).during(() -> "free again")).isEqualTo("free again");
  }

  private boolean givesUp() {
    assertThatThrownBy(() -> lock(Duration.ofMillis(50)).during(() -> "never"))
        .hasMessageContaining(FILE)
        .hasMessageContaining("has held it");
    return true;
  }

  @Test
  public void letsOneThreadInAtATimeHoweverThePathIsWritten() {
    AtomicInteger inside = new AtomicInteger();
    FolderLock same =
        new FolderLock(path().resolve("x").resolve(".."), FILE, Duration.ofSeconds(30));
    List<Supplier<Integer>> steps =
        IntStream.range(0, 16)
            .<Supplier<Integer>>mapToObj(
                i ->
                    () ->
                        (i % 2 == 0 ? lock(Duration.ofSeconds(30)) : same)
                            .during(
                                () -> {
                                  int others = inside.getAndIncrement();
                                  LockSupport.parkNanos(100_000);
                                  inside.decrementAndGet();
                                  return others;
                                }))
            .toList();
    assertThat(SideBySide.take("Locking", 8, steps)).containsOnly(0);
  }

  private String fromAnotherProcess() {
    try {
      return LockProbe.seen(path().resolve(FILE));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Path path() {
    return folder.getRoot().toPath();
  }

  private FolderLock lock(Duration patience) {
    return new FolderLock(path(), FILE, patience);
  }
}
