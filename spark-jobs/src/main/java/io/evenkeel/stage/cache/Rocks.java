package io.evenkeel.stage.cache;

import org.rocksdb.BlockBasedTableConfig;
import org.rocksdb.BloomFilter;
import org.rocksdb.CompressionType;
import org.rocksdb.InfoLogLevel;
import org.rocksdb.Logger;
import org.rocksdb.Options;
import org.rocksdb.RocksDB;

/** How this package opens RocksDB: small blocks, a filter of ten bits a key, no log files. */
final class Rocks {
  private static final int FILTER_BITS = 10;
  private static final BloomFilter FILTER;
  private static final Logger SILENT;

  static {
    RocksDB.loadLibrary();
    FILTER = new BloomFilter(FILTER_BITS);
    SILENT =
        new Logger(InfoLogLevel.FATAL_LEVEL) {
          @Override
          protected void log(InfoLogLevel level, String message) {
            // A log file beside the data would be one more file that changes without a reason.
          }
        };
  }

  private Rocks() {}

  /** Returns options that the caller closes. */
  static Options options() {
    return new Options()
        .setCreateIfMissing(true)
        .setLogger(SILENT)
        .setCompressionType(CompressionType.LZ4_COMPRESSION)
        .setTableFormatConfig(new BlockBasedTableConfig().setFilterPolicy(FILTER));
  }
}
