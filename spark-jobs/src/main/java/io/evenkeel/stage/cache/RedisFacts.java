package io.evenkeel.stage.cache;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import redis.clients.jedis.Connection;
import redis.clients.jedis.Protocol.Command;

/**
 * What a server says of itself.
 *
 * @param version such as {@code 7.0.15}
 * @param runId another one after each start
 * @param evicted keys that it threw away for want of memory since it started
 * @param role {@code master}, or {@code slave} for one that cannot be written
 * @param policy what it throws away when memory is full
 * @param limit bytes that it may use; the machine's memory where it has no limit
 * @param limited whether it has a limit of its own
 * @param used bytes that it uses
 */
public record RedisFacts(
    String version,
    String runId,
    long evicted,
    String role,
    String policy,
    long limit,
    boolean limited,
    long used) {

  /**
   * Asks a server.
   *
   * @throws IllegalStateException if it does not say what a Redis server says
   */
  public static RedisFacts of(Connection connection) {
    connection.sendCommand(Command.INFO);
    Map<String, String> info = new LinkedHashMap<>();
    connection
        .getBulkReply()
        .lines()
        .map(line -> line.split(":", 2))
        .filter(pair -> pair.length == 2)
        .forEach(pair -> info.put(pair[0], pair[1].strip()));
    long limit = number(info, "maxmemory");
    return new RedisFacts(
        text(info, "redis_version"),
        text(info, "run_id"),
        number(info, "evicted_keys"),
        text(info, "role"),
        text(info, "maxmemory_policy"),
        limit > 0 ? limit : number(info, "total_system_memory"),
        limit > 0,
        number(info, "used_memory"));
  }

  long free() {
    return Math.max(0, limit - used);
  }

  /** Returns bytes for a person: {@code 12.3 MB}. */
  static String megabytes(long bytes) {
    return String.format(Locale.ROOT, "%,.1f MB", bytes / 1e6);
  }

  private static String text(Map<String, String> info, String name) {
    return Optional.ofNullable(info.get(name))
        .orElseThrow(() -> new IllegalStateException("The server's INFO has no " + name));
  }

  private static long number(Map<String, String> info, String name) {
    return Long.parseLong(text(info, name));
  }
}
