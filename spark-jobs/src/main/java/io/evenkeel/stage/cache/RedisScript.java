package io.evenkeel.stage.cache;

import redis.clients.jedis.Connection;
import redis.clients.jedis.Protocol.Command;

/** What must happen in Redis in one step. Every script touches keys of one slot only. */
enum RedisScript {
  /**
   * Adds fields to a hash that expires. A hash that is persisted already is live or will be: a task
   * that was thought dead and writes late does not make it expire. Replies how many fields it has.
   */
  PUT(
      """
      if redis.call('PTTL', KEYS[1]) ~= -1 then
        redis.call('HSET', KEYS[1], unpack(ARGV, 2))
        redis.call('PEXPIRE', KEYS[1], ARGV[1])
      end
      return redis.call('HLEN', KEYS[1])
      """),
  /**
   * Moves the pointer (first key), if it is what was read (first three arguments) and the load that
   * it moves to is whole (second key). Replies 1, or 0 where another has moved it, or -1 where the
   * load is gone.
   */
  MOVE(
      """
      local now = redis.call('HMGET', KEYS[1], 'current', 'previous', 'rejected')
      for i = 1, 3 do
        if (now[i] or '') ~= ARGV[i] then return 0 end
      end
      if redis.call('PTTL', KEYS[2]) ~= -1 then return -1 end
      redis.call('HSET', KEYS[1], 'current', ARGV[4], 'previous', ARGV[5], 'rejected', ARGV[6])
      return 1
      """);

  private final String text;

  RedisScript(String text) {
    this.text = text;
  }

  /** Gives the script to the server and returns its digest, by which EVALSHA knows it. */
  byte[] load(Connection connection) {
    connection.sendCommand(Command.SCRIPT, "LOAD", text);
    return connection.getBinaryBulkReply();
  }
}
