package io.evenkeel.stage.cache;

import java.util.ArrayList;
import java.util.List;
import redis.clients.jedis.Connection;
import redis.clients.jedis.Protocol.Command;
import redis.clients.jedis.exceptions.JedisException;

/**
 * Writes rows, ordered by hash, as one command a hash, and the checksums of each group of hashes
 * after it. Everything that it writes expires unless it is persisted later. Not safe between
 * threads.
 */
final class RedisBucketWriter {
  /** Fields of one command: more would not fit a script's stack, were all keys to collide. */
  private static final int FIELDS = 1000;

  private static final byte[] ONE_KEY = RedisModel.bytes("1");
  private static final byte[] LIFE =
      RedisModel.bytes(Long.toString(RedisModel.UNFINISHED.toMillis()));
  private static final int NONE = -1;

  private final RedisPipeline pipeline;
  private final RedisKeys keys;
  private final RedisLoad load;
  private final byte[] put;
  private final List<byte[]> fields = new ArrayList<>();
  private final List<byte[]> sums = new ArrayList<>();
  private EntryChecksum checksum = new EntryChecksum();
  private EntryChecksum.Total total = EntryChecksum.Total.NONE;
  private int bucket = NONE;

  RedisBucketWriter(Connection connection, RedisSettings settings, RedisKeys keys, RedisLoad load) {
    this.pipeline = new RedisPipeline(connection, settings);
    this.keys = keys;
    this.load = load;
    this.put = RedisScript.PUT.load(connection);
  }

  /** Adds a row to a hash, which is the last one's or comes after it. */
  void add(int next, byte[] key, byte[] value) {
    if (next != bucket) {
      endBucket();
      if (bucket != NONE && group(next) != group(bucket)) {
        endGroup();
      }
      bucket = next;
    }
    fields.add(key);
    fields.add(value);
    checksum.add(key, value);
    if (fields.size() >= 2 * FIELDS) {
      put(keys.bucket(load, bucket), fields, checksum.total().entries());
    }
  }

  /** Writes what is left, waits for all replies, and returns what was written. */
  EntryChecksum.Total finish() {
    endBucket();
    endGroup();
    pipeline.finish();
    return total;
  }

  private void endBucket() {
    EntryChecksum.Total sum = checksum.total();
    if (sum.entries() == 0) {
      return;
    }
    put(keys.bucket(load, bucket), fields, sum.entries());
    sums.add(RedisModel.bytes(Integer.toString(bucket)));
    sums.add(RedisSums.encode(sum));
    total = total.plus(sum);
    checksum = new EntryChecksum();
  }

  private void endGroup() {
    if (!sums.isEmpty()) {
      put(keys.sums(load, group(bucket)), sums, sums.size() / 2);
    }
  }

  /** Sends fields and forgets them; a task that was tried before may have put more already. */
  private void put(byte[] key, List<byte[]> pairs, long least) {
    if (pairs.isEmpty()) {
      return;
    }
    List<byte[]> arguments = new ArrayList<>(pairs.size() + 4);
    arguments.add(put);
    arguments.add(ONE_KEY);
    arguments.add(key);
    arguments.add(LIFE);
    arguments.addAll(pairs);
    pairs.clear();
    pipeline.send(
        Command.EVALSHA,
        reply -> requireAtLeast(least, (Long) reply, key),
        arguments.toArray(byte[][]::new));
  }

  private static void requireAtLeast(long least, long found, byte[] key) {
    if (found < least) {
      throw new JedisException(
          "%s has %d fields where %d were written".formatted(RedisModel.text(key), found, least));
    }
  }

  private static int group(int bucket) {
    return bucket / RedisLoad.GROUP_BUCKETS;
  }
}
