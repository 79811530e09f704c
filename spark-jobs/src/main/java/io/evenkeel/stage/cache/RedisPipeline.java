package io.evenkeel.stage.cache;

import java.util.ArrayDeque;
import java.util.Queue;
import java.util.function.Consumer;
import redis.clients.jedis.Connection;
import redis.clients.jedis.commands.ProtocolCommand;
import redis.clients.jedis.exceptions.JedisDataException;

/**
 * Sends commands without waiting for each reply, and never has more of them under way than the
 * settings allow: a server that falls behind stops its writers. Every reply is looked at. Not safe
 * between threads.
 */
final class RedisPipeline {
  private final Connection connection;
  private final RedisSettings settings;
  private final Queue<Consumer<Object>> waiting = new ArrayDeque<>();
  private long bytes;

  RedisPipeline(Connection connection, RedisSettings settings) {
    this.connection = connection;
    this.settings = settings;
  }

  /**
   * Sends a command.
   *
   * @param reply takes the reply: {@link Long}, {@code byte[]}, a list of them, or null. It is
   *     called in the order of the commands, at the latest by {@link #finish}
   */
  void send(ProtocolCommand command, Consumer<Object> reply, byte[]... arguments) {
    connection.sendCommand(command, arguments);
    waiting.add(reply);
    for (byte[] argument : arguments) {
      bytes += argument.length;
    }
    if (waiting.size() >= settings.pipelineCommands() || bytes >= settings.pipelineBytes()) {
      // Half of them stay under way, so that the server has work while the next are made.
      receive((waiting.size() + 1) / 2);
      bytes /= 2;
    }
  }

  /** Waits for all replies. */
  void finish() {
    receive(waiting.size());
    bytes = 0;
  }

  private void receive(int count) {
    for (Object reply : connection.getMany(count)) {
      if (reply instanceof JedisDataException refused) {
        throw refused;
      }
      waiting.remove().accept(reply);
    }
  }
}
