package io.evenkeel.stage.cache;

import java.io.Serializable;
import java.nio.ByteBuffer;
import java.util.zip.CRC32C;

/**
 * Counts entries and sums the CRC-32C of each one's key length, key and value, so that parts that
 * were written apart add up to the whole. Not safe between threads.
 */
final class EntryChecksum {
  private final CRC32C crc = new CRC32C();
  private final ByteBuffer length = ByteBuffer.allocate(Integer.BYTES);
  private long entries;
  private long sum;

  /** Adds an entry. */
  void add(byte[] key, byte[] value) {
    crc.reset();
    crc.update(length.putInt(0, key.length).rewind());
    crc.update(key);
    crc.update(value);
    entries++;
    sum += crc.getValue();
  }

  /** Adds the entry of a buffer. */
  void add(EntryBuffer buffer, int entry) {
    int keyLength = buffer.keyLength(entry);
    crc.reset();
    crc.update(length.putInt(0, keyLength).rewind());
    crc.update(buffer.bytes(), buffer.start(entry), keyLength + buffer.valueLength(entry));
    entries++;
    sum += crc.getValue();
  }

  /** Returns what was added so far. */
  Total total() {
    return new Total(entries, sum);
  }

  /**
   * A count with its sum.
   *
   * @param checksum wraps around beyond 2 to the 63
   */
  record Total(long entries, long checksum) implements Serializable {
    static final Total NONE = new Total(0, 0);

    Total plus(Total other) {
      return new Total(entries + other.entries, checksum + other.checksum);
    }
  }
}
