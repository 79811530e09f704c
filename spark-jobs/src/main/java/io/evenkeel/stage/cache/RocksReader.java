package io.evenkeel.stage.cache;

import io.evenkeel.fault.EvenkeelException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import org.rocksdb.RocksDBException;

/**
 * Reads the live generation of one model, and looks at the pointer again at most every quarter of a
 * second. Look-ups share a lock that a switch takes alone for as long as it takes to exchange two
 * references; the next generation is opened before that.
 */
final class RocksReader implements PredictionCache {
  private static final long REFRESH_NANOS = Duration.ofMillis(250).toNanos();

  private final ModelFolder folder;
  private final ReentrantReadWriteLock lock = new ReentrantReadWriteLock();
  private final ReentrantLock refreshing = new ReentrantLock();
  private volatile Optional<Served> served = Optional.empty();
  private volatile long lookedAt;
  private volatile boolean closed;

  private record Served(CacheGeneration generation, OpenGeneration open) {}

  RocksReader(ModelFolder folder) {
    this.folder = folder;
    this.lookedAt = System.nanoTime() - REFRESH_NANOS - 1;
  }

  @Override
  public Optional<CachedPrediction> lookup(String key) {
    return lookup(List.of(key)).get(0);
  }

  @Override
  public List<Optional<CachedPrediction>> lookup(List<String> keys) {
    refresh();
    lock.readLock().lock();
    try {
      Served from = served();
      List<Optional<CachedPrediction>> found = new ArrayList<>(keys.size());
      for (String key : keys) {
        found.add(find(from, key));
      }
      return found;
    } finally {
      lock.readLock().unlock();
    }
  }

  @Override
  public CacheGeneration live() {
    refresh();
    lock.readLock().lock();
    try {
      return served().generation();
    } finally {
      lock.readLock().unlock();
    }
  }

  @Override
  public void close() {
    refreshing.lock();
    try {
      closed = true;
      serve(Optional.empty());
    } finally {
      refreshing.unlock();
    }
  }

  private Optional<CachedPrediction> find(Served from, String key) {
    try {
      Optional<byte[]> value = from.open().value(key.getBytes(StandardCharsets.UTF_8));
      return value.isPresent()
          ? Optional.of(PredictionValue.decode(value.get(), from.generation()))
          : Optional.empty();
    } catch (RocksDBException | IOException e) {
      throw unreadable(from.generation(), e);
    }
  }

  private Served served() {
    if (closed) {
      throw new IllegalStateException(
          "The reader of model '%s' is closed".formatted(folder.model()));
    }
    return served.orElseThrow();
  }

  private void refresh() {
    if (System.nanoTime() - lookedAt < REFRESH_NANOS) {
      return;
    }
    if (served.isEmpty()) {
      refreshing.lock();
    } else if (!refreshing.tryLock()) {
      return; // Another thread refreshes; what is served is still whole.
    }
    try {
      if (System.nanoTime() - lookedAt >= REFRESH_NANOS) {
        follow();
        lookedAt = System.nanoTime();
      }
    } finally {
      refreshing.unlock();
    }
  }

  private void follow() {
    Optional<CacheGeneration> now = Optional.of(folder.requirePointer().current());
    if (!closed && !now.equals(served.map(Served::generation))) {
      serve(Optional.of(open()));
    }
  }

  /** Opens what the pointer names; if that is removed meanwhile, the pointer names another. */
  private Served open() {
    while (true) {
      CacheGeneration generation = folder.requirePointer().current();
      try {
        return new Served(generation, new OpenGeneration(folder.folder(generation)));
      } catch (RocksDBException e) {
        if (folder.requirePointer().current().equals(generation)) {
          throw unreadable(generation, e);
        }
      }
    }
  }

  private void serve(Optional<Served> next) {
    lock.writeLock().lock();
    try {
      served.ifPresent(before -> before.open().close());
      served = next;
    } finally {
      lock.writeLock().unlock();
    }
  }

  private EvenkeelException unreadable(CacheGeneration generation, Exception cause) {
    String problem =
        "Could not read %s: %s".formatted(folder.folder(generation), cause.getMessage());
    return ModelFolder.damaged(List.of(problem)).causedBy(cause);
  }
}
