package io.evenkeel.stage.cache;

import java.util.ArrayList;
import java.util.List;
import redis.clients.jedis.Connection;

/**
 * Writes rows, ordered by hash, as one command a hash. Everything that it writes expires unless it
 * is persisted later. Not safe between threads.
 */
final class RedisBucketWriter {
  /** Fields of one command: more would not fit a script's stack, were all keys to collide. */
  private static final int FIELDS = 1000;

  private static final int NONE = -1;

  private final RedisPut put;
  private final RedisKeys keys;
  private final RedisLoad load;
  private final BucketSums sums;
  private final List<byte[]> fields = new ArrayList<>();
  private EntryChecksum checksum = new EntryChecksum();
  private int bucket = NONE;

  RedisBucketWriter(Connection connection, RedisSettings settings, RedisKeys keys, RedisLoad load) {
    this.put = new RedisPut(connection, settings);
    this.keys = keys;
    this.load = load;
    this.sums = new BucketSums(load.buckets());
  }

  /** Sorts and sends what a buffer holds. */
  void add(EntryBuffer buffer) {
    buffer.sortByBucket(load);
    for (int place = 0; place < buffer.size(); place++) {
      int entry = buffer.sorted(place);
      add(buffer.bucket(place), buffer.key(entry), buffer.value(entry));
    }
    endBucket();
  }

  /** Adds a row to a hash, which should be the last one's, so that one command has many rows. */
  void add(int next, byte[] key, byte[] value) {
    if (next != bucket) {
      endBucket();
      bucket = next;
    }
    fields.add(key);
    fields.add(value);
    checksum.add(key, value);
    if (fields.size() >= 2 * FIELDS) {
      put.send(keys.bucket(load, bucket), fields, checksum.total().entries());
    }
  }

  /** Sends what is left, waits for all replies, and returns what was written. */
  BucketSums finish() {
    endBucket();
    put.finish();
    return sums;
  }

  private void endBucket() {
    EntryChecksum.Total sum = checksum.total();
    if (sum.entries() == 0) {
      return;
    }
    if (!fields.isEmpty()) {
      put.send(keys.bucket(load, bucket), fields, sum.entries());
    }
    sums.add(bucket, sum);
    checksum = new EntryChecksum();
    bucket = NONE;
  }
}
