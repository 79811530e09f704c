package io.evenkeel.stage.cache;

import java.nio.file.Path;
import java.util.Optional;
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

  /** Reads every entry. */
  EntryChecksum.Total total() throws RocksDBException {
    EntryChecksum checksum = new EntryChecksum();
    try (RocksIterator entries = database.newIterator()) {
      for (entries.seekToFirst(); entries.isValid(); entries.next()) {
        checksum.add(entries.key(), entries.value());
      }
      entries.status();
    }
    return checksum.total();
  }

  @Override
  public void close() {
    database.close();
    options.close();
  }
}
