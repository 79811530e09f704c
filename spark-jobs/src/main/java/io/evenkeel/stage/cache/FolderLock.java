package io.evenkeel.stage.cache;

import io.evenkeel.disk.DurableFolder;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * Lets one writer at a time into a folder, among threads and processes of this machine. The system
 * lets go of the lock of a process that ends.
 *
 * <p>POSIX drops all locks that a process has on a file when it closes any of the descriptors it
 * has of that file. So one thread of this process at a time opens the file, and the others wait for
 * it here.
 *
 * @param file name of the file that is locked
 * @param patience how long to wait for another writer
 */
record FolderLock(Path folder, String file, Duration patience) {
  private static final long PAUSE_MILLIS = 20;

  /** Whose turn it is in this process, by file; as few as there are folders of models. */
  private static final Map<Path, Semaphore> TURNS = new ConcurrentHashMap<>();

  /** Runs {@code action} under the lock; fails with fault RETRYABLE, if it stays taken. */
  <T> T during(Supplier<T> action) {
    Path made = DurableFolder.create(folder).path();
    Path lock = made.resolve(file);
    long deadline = System.nanoTime() + patience.toNanos();
    try {
      Semaphore turn =
          TURNS.computeIfAbsent(made.toRealPath().resolve(file), path -> new Semaphore(1));
      if (!turn.tryAcquire(patience.toNanos(), TimeUnit.NANOSECONDS)) {
        throw taken("another thread of this process");
      }
      try {
        return locked(lock, deadline, action);
      } finally {
        turn.release();
      }
    } catch (IOException e) {
      throw ModelFolder.failed("lock", lock, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw ModelFolder.failed("wait for", lock, e);
    }
  }

  private <T> T locked(Path lock, long deadline, Supplier<T> action)
      throws IOException, InterruptedException {
    try (FileChannel channel =
        FileChannel.open(
            lock, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
      while (channel.tryLock() == null) {
        if (System.nanoTime() > deadline) {
          throw taken("process " + holder(channel));
        }
        Thread.sleep(PAUSE_MILLIS);
      }
      channel.truncate(0);
      channel.write(StandardCharsets.US_ASCII.encode(ProcessHandle.current().pid() + "\n"), 0);
      return action.get();
    }
  }

  /** Each holder writes its number; it says no more than whom to look for. */
  private static String holder(FileChannel channel) throws IOException {
    ByteBuffer written = ByteBuffer.allocate(Long.BYTES * 3);
    int unused = channel.read(written, 0);
    return StandardCharsets.US_ASCII.decode(written.flip()).toString().strip();
  }

  private IOException taken(String holder) {
    return new IOException("%s has held it for %d s".formatted(holder, patience.toSeconds()));
  }
}
