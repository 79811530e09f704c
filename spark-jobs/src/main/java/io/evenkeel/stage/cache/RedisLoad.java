package io.evenkeel.stage.cache;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.zip.CRC32;

/**
 * One loading of a generation into Redis. Each has keys of its own, so that what one try left
 * behind, or a late task of it still writes, is never taken for another's.
 *
 * @param id eight hexadecimal digits
 * @param buckets number of hashes over which the rows are spread, from 1
 */
record RedisLoad(CacheGeneration generation, String id, int buckets) {
  /**
   * Rows of a hash on average. A hash is stored compactly up to 128 fields (Redis 7's default); by
   * chance alone, a hash beyond that is not expected in 10^12.
   */
  static final int BUCKET_ROWS = 64;

  /** Hashes whose checksums are kept together. */
  static final int GROUP_BUCKETS = 128;

  private static final String SEPARATOR = ":";
  private static final int PARTS = 3;
  private static final int ID_LENGTH = 8;

  /** Returns a new load of so many rows. */
  static RedisLoad of(CacheGeneration generation, long rows) {
    String id = UUID.randomUUID().toString().substring(0, ID_LENGTH).toLowerCase(Locale.ROOT);
    long buckets = Math.max(1, (rows + BUCKET_ROWS - 1) / BUCKET_ROWS);
    return new RedisLoad(generation, id, Math.toIntExact(buckets));
  }

  /** Returns the load of that text, or empty where the text is none. */
  static Optional<RedisLoad> of(String text) {
    List<String> parts = List.of(text.split(SEPARATOR, -1));
    if (parts.size() != PARTS || !parts.get(2).matches("[1-9]\\d{0,8}")) {
      return Optional.empty();
    }
    return CacheGeneration.named(parts.get(0))
        .map(named -> new RedisLoad(named, parts.get(1), Integer.parseInt(parts.get(2))));
  }

  /** Returns the hash that a key is in: its CRC-32 (zlib's, of the UTF-8 bytes), modulo. */
  int bucketOf(byte[] key) {
    return bucketOf(key, 0, key.length);
  }

  /** Returns the hash that a key among other bytes is in. */
  int bucketOf(byte[] bytes, int start, int length) {
    CRC32 crc = new CRC32();
    crc.update(bytes, start, length);
    return (int) (crc.getValue() % buckets);
  }

  int groups() {
    return (buckets + GROUP_BUCKETS - 1) / GROUP_BUCKETS;
  }

  /** Returns the text, such as {@code v2013-07-04-000003:1f0c9a2e:15}. */
  @Override
  public String toString() {
    return String.join(SEPARATOR, generation.toString(), id, Integer.toString(buckets));
  }
}
