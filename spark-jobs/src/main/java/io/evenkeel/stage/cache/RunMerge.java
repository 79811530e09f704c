package io.evenkeel.stage.cache;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.PriorityQueue;
import org.rocksdb.EnvOptions;
import org.rocksdb.Options;
import org.rocksdb.RocksDBException;
import org.rocksdb.SstFileWriter;

/**
 * Merges sorted runs into files that RocksDB takes in as they are. Each range is written by one
 * thread, which holds one entry of each run.
 *
 * @param folder of the runs, and of what is written
 */
record RunMerge(Path folder, List<SortedRun> runs) {
  private static final int FIRST_BYTES = 1 << 12;

  /**
   * Writes the entries of a range.
   *
   * @param file a new file in the folder
   * @return its path, or empty where the range has no entry
   */
  Optional<String> write(KeyRange range, String file) {
    String path = folder.resolve(file).toString();
    List<RunCursor> open = new ArrayList<>();
    try {
      PriorityQueue<RunCursor> next = first(range, open);
      if (next.isEmpty()) {
        return Optional.empty();
      }
      try (Options options = Rocks.options();
          EnvOptions environment = new EnvOptions();
          SstFileWriter writer = new SstFileWriter(environment, options)) {
        writer.open(path);
        merge(next, range, writer);
        writer.finish();
      }
      return Optional.of(path);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (RocksDBException e) {
      throw new UncheckedIOException(new IOException("%s: %s".formatted(path, e.getMessage()), e));
    } finally {
      open.forEach(RunMerge::close);
    }
  }

  /** Returns the runs that have an entry in the range, each at its first. */
  private PriorityQueue<RunCursor> first(KeyRange range, List<RunCursor> open) throws IOException {
    byte[] first = range.first().getBytes(StandardCharsets.ISO_8859_1);
    PriorityQueue<RunCursor> next = new PriorityQueue<>();
    for (SortedRun run : runs) {
      RunCursor cursor = RunCursor.open(folder.resolve(run.file()), run.before(range.first()));
      open.add(cursor);
      boolean found = cursor.next();
      while (found && cursor.compareKey(first) < 0) {
        found = cursor.next();
      }
      if (found && within(cursor, end(range))) {
        next.add(cursor);
      }
    }
    return next;
  }

  private static void merge(PriorityQueue<RunCursor> next, KeyRange range, SstFileWriter writer)
      throws IOException, RocksDBException {
    Optional<byte[]> end = end(range);
    ByteBuffer key = ByteBuffer.allocateDirect(FIRST_BYTES);
    ByteBuffer value = ByteBuffer.allocateDirect(FIRST_BYTES);
    while (!next.isEmpty()) {
      RunCursor least = next.remove();
      key = cleared(key, least.keyLength());
      value = cleared(value, least.valueLength());
      least.key(key);
      least.value(value);
      writer.put(key.flip(), value.flip());
      if (least.next() && within(least, end)) {
        next.add(least);
      }
    }
  }

  private static Optional<byte[]> end(KeyRange range) {
    return range.end().map(key -> key.getBytes(StandardCharsets.ISO_8859_1));
  }

  private static boolean within(RunCursor cursor, Optional<byte[]> end) {
    return end.isEmpty() || cursor.compareKey(end.get()) < 0;
  }

  /** RocksDB takes direct memory without copying it. */
  private static ByteBuffer cleared(ByteBuffer buffer, int length) {
    return buffer.capacity() >= length
        ? buffer.clear()
        : ByteBuffer.allocateDirect(Math.multiplyExact(2, length));
  }

  private static void close(RunCursor cursor) {
    try {
      cursor.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
