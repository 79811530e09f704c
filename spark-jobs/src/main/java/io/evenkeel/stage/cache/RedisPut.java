package io.evenkeel.stage.cache;

import java.util.List;
import redis.clients.jedis.Connection;
import redis.clients.jedis.Protocol.Command;
import redis.clients.jedis.exceptions.JedisException;

/**
 * Adds fields to hashes, which expire unless they are persisted later. Not safe between threads.
 */
final class RedisPut {
  /** What comes before the pairs: the script, the number of keys, the key, how long it lives. */
  private static final int HEAD = 4;

  private static final byte[] ONE_KEY = RedisModel.bytes("1");
  private static final byte[] LIFE =
      RedisModel.bytes(Long.toString(RedisModel.UNFINISHED.toMillis()));

  private final RedisPipeline pipeline;
  private final byte[] script;

  RedisPut(Connection connection, RedisSettings settings) {
    this.pipeline = new RedisPipeline(connection, settings);
    this.script = RedisScript.PUT.load(connection);
  }

  /**
   * Sends fields and forgets them.
   *
   * @param pairs field, value, field, value
   * @param least so many fields the hash must have then; a task that was tried before may have put
   *     more already
   */
  void send(byte[] key, List<byte[]> pairs, long least) {
    byte[][] arguments = new byte[HEAD + pairs.size()][];
    arguments[0] = script;
    arguments[1] = ONE_KEY;
    arguments[2] = key;
    arguments[3] = LIFE;
    for (int i = 0; i < pairs.size(); i++) {
      arguments[HEAD + i] = pairs.get(i);
    }
    pairs.clear();
    pipeline.send(Command.EVALSHA, reply -> requireAtLeast(least, (Long) reply, key), arguments);
  }

  /** Waits for all replies. */
  void finish() {
    pipeline.finish();
  }

  private static void requireAtLeast(long least, long found, byte[] key) {
    if (found < least) {
      throw new JedisException(
          "%s has %d fields where %d were written".formatted(RedisModel.text(key), found, least));
    }
  }
}
