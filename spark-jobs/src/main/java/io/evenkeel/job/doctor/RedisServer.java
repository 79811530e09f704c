package io.evenkeel.job.doctor;

import io.evenkeel.fault.EvenkeelException;
import io.evenkeel.redis.RedisEndpoint;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import redis.clients.jedis.Connection;
import redis.clients.jedis.Protocol.Command;
import redis.clients.jedis.exceptions.JedisException;

/**
 * The Redis server that predictions are cached in: it answers, is new enough, no replica, and does
 * not evict keys.
 */
public record RedisServer(RedisEndpoint endpoint) implements Examination {
  private static final String SUBJECT = "redis";
  private static final String NO_LIMIT = "0";

  @Override
  public List<Finding> look() {
    try (Connection redis = endpoint.connect()) {
      redis.sendCommand(Command.INFO);
      return judged(fields(redis.getBulkReply()));
    } catch (JedisException | EvenkeelException e) {
      return List.of(
          ill(
              "%s does not answer: %s".formatted(endpoint, e.getMessage()),
              "start the server, or correct evenkeel.cache.redis (host, port, user, password, tls)"));
    }
  }

  private List<Finding> judged(Map<String, String> server) {
    List<Finding> findings = new ArrayList<>();
    String version = server.getOrDefault("redis_version", "0");
    if (older(version)) {
      findings.add(ill("Redis is " + version, "run Redis 6.2 or later"));
    }
    if (!server.getOrDefault("role", "master").equals("master")) {
      findings.add(
          ill(
              "%s is a replica".formatted(endpoint),
              "name the master in evenkeel.cache.redis.host"));
    }
    String policy = server.getOrDefault("maxmemory_policy", "noeviction");
    if (!server.getOrDefault("maxmemory", NO_LIMIT).equals(NO_LIMIT)
        && !policy.equals("noeviction")) {
      findings.add(
          ill(
              "maxmemory-policy is %s: keys of a generation may vanish".formatted(policy),
              "CONFIG SET maxmemory-policy noeviction"));
    }
    return findings.isEmpty()
        ? List.of(Finding.well(SUBJECT, "%s answers, Redis %s".formatted(endpoint, version)))
        : findings;
  }

  private static boolean older(String version) {
    String[] parts = version.split("\\.", -1);
    int major = Integer.parseInt(parts[0]);
    int minor = parts.length > 1 ? Integer.parseInt(parts[1]) : 0;
    return major < 6 || (major == 6 && minor < 2);
  }

  private static Map<String, String> fields(String info) {
    Map<String, String> fields = new TreeMap<>();
    for (String line : info.split("\r?\n", -1)) {
      int colon = line.indexOf(':');
      if (colon > 0) {
        fields.put(line.substring(0, colon).toLowerCase(Locale.ROOT), line.substring(colon + 1));
      }
    }
    return fields;
  }

  private static Finding ill(String found, String next) {
    return Finding.ill(SUBJECT, found, next);
  }
}
