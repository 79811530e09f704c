package io.evenkeel.job.doctor;

import io.evenkeel.fault.EvenkeelException;
import io.evenkeel.redis.RedisEndpoint;
import io.evenkeel.stage.cache.RedisFacts;
import java.util.ArrayList;
import java.util.List;
import redis.clients.jedis.Connection;
import redis.clients.jedis.exceptions.JedisException;

/**
 * The Redis server that predictions are cached in: it answers, is new enough, no replica, and does
 * not evict keys.
 */
public record RedisServer(RedisEndpoint endpoint) implements Examination {
  private static final String SUBJECT = "redis";

  @Override
  public List<Finding> look() {
    try (Connection redis = endpoint.connect()) {
      return judged(RedisFacts.of(redis));
    } catch (JedisException | EvenkeelException e) {
      return List.of(
          ill(
              "%s does not answer: %s".formatted(endpoint, e.getMessage()),
              "start the server, or correct evenkeel.cache.redis (host, port, user, password, tls)"));
    }
  }

  private List<Finding> judged(RedisFacts server) {
    List<Finding> findings = new ArrayList<>();
    if (older(server.version())) {
      findings.add(ill("Redis is " + server.version(), "run Redis 6.2 or later"));
    }
    if (!server.role().equals("master")) {
      findings.add(
          ill(
              "%s is a replica".formatted(endpoint),
              "name the master in evenkeel.cache.redis.host"));
    }
    if (server.limited() && !server.policy().equals("noeviction")) {
      findings.add(
          ill(
              "maxmemory-policy is %s: keys of a generation may vanish".formatted(server.policy()),
              "CONFIG SET maxmemory-policy noeviction"));
    }
    return findings.isEmpty()
        ? List.of(
            Finding.well(SUBJECT, "%s answers, Redis %s".formatted(endpoint, server.version())))
        : findings;
  }

  private static boolean older(String version) {
    String[] parts = version.split("\\.", -1);
    int major = Integer.parseInt(parts[0]);
    int minor = parts.length > 1 ? Integer.parseInt(parts[1]) : 0;
    return major < 6 || (major == 6 && minor < 2);
  }

  private static Finding ill(String found, String next) {
    return Finding.ill(SUBJECT, found, next);
  }
}
