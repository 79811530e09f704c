package io.evenkeel.stage.cache;

import io.evenkeel.concurrent.SideBySide;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.rocksdb.Options;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;
import org.rocksdb.RocksIterator;

/**
 * A generation opened to read. It has every file open, so it goes on after its folder is removed.
 * Safe between threads but for {@link #close}, after which it must not be used.
 */
final class OpenGeneration implements AutoCloseable {
  private final Options options;
  private final RocksDB database;

  OpenGeneration(Path folder) throws RocksDBException {
    this.options = Rocks.options();
    try {
      this.database = RocksDB.openReadOnly(options, folder.toString());
    } catch (RocksDBException e) {
      options.close();
      throw e;
    }
  }

  /** Returns the value of a key, or empty where there is no such key. */
  Optional<byte[]> value(byte[] key) throws RocksDBException {
    return Optional.ofNullable(database.get(key));
  }

  /**
   * Reads every entry, file by file.
   *
   * @param threads that read at once, from 1
   */
  EntryChecksum.Total total(int threads) {
    List<Supplier<EntryChecksum.Total>> files =
        database.getLiveFilesMetaData().stream()
            .<Supplier<EntryChecksum.Total>>map(
                file -> () -> total(file.smallestKey(), file.largestKey()))
            .toList();
    return SideBySide.take("Reading back", threads, files).stream()
        .reduce(EntryChecksum.Total.NONE, EntryChecksum.Total::plus);
  }

  /** The files of a generation do not overlap; if they did, their entries would count twice. */
  private EntryChecksum.Total total(byte[] smallest, byte[] largest) {
    EntryChecksum checksum = new EntryChecksum();
    try (RocksIterator entries = database.newIterator()) {
      for (entries.seek(smallest); entries.isValid(); entries.next()) {
        byte[] key = entries.key();
        if (Arrays.compareUnsigned(key, largest) > 0) {
          break;
        }
        checksum.add(key, entries.value());
      }
      entries.status();
      return checksum.total();
    } catch (RocksDBException e) {
      throw new UncheckedIOException(
          new IOException("Not as it was written: " + e.getMessage(), e));
    }
  }

  @Override
  public void close() {
    database.close();
    options.close();
  }
}
