package io.evenkeel.stage.cache;

import io.evenkeel.disk.DurableFolder;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Lets one writer at a time into a folder, among threads and processes of this machine. The system
 * lets go of the lock of a process that ends.
 *
 * @param file name of the file that is locked
 * @param patience how long to wait for another writer
 */
record FolderLock(Path folder, String file, Duration patience) {
  private static final long PAUSE_MILLIS = 20;

  /** Runs {@code action} under the lock; fails with fault RETRYABLE, if it stays taken. */
  <T> T during(Supplier<T> action) {
    Path lock = DurableFolder.create(folder).path().resolve(file);
    try (FileChannel channel =
        FileChannel.open(lock, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
      await(channel);
      return action.get();
    } catch (IOException e) {
      throw ModelFolder.failed("lock", lock, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw ModelFolder.failed("wait for", lock, e);
    }
  }

  private void await(FileChannel channel) throws IOException, InterruptedException {
    long deadline = System.nanoTime() + patience.toNanos();
    while (tryLock(channel).isEmpty()) {
      if (System.nanoTime() > deadline) {
        throw new IOException("another process has held it for " + patience.toSeconds() + " s");
      }
      Thread.sleep(PAUSE_MILLIS);
    }
  }

  private static Optional<FileLock> tryLock(FileChannel channel) throws IOException {
    try {
      return Optional.ofNullable(channel.tryLock());
    } catch (OverlappingFileLockException anotherThread) {
      return Optional.empty();
    }
  }
}
