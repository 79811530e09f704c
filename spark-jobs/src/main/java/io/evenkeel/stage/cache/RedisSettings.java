package io.evenkeel.stage.cache;

import io.evenkeel.redis.RedisEndpoint;
import java.io.Serializable;

/**
 * Which Redis holds a cache, and how fast it may be filled. Immutable; it has no secret.
 *
 * @param prefix of every key, which the server's access control list may require
 * @param writers tasks that fill it, and threads that check it, at once, at least 1
 * @param pipelineCommands commands that each of them sends before it waits for replies, at least 1
 * @param pipelineBytes of commands that each of them sends before it waits, at least 1
 */
public record RedisSettings(
    RedisEndpoint endpoint, String prefix, int writers, int pipelineCommands, int pipelineBytes)
    implements Serializable {
  /** Checks the prefix and that nothing is stopped for ever. */
  public RedisSettings {
    // In a cluster, braces would put every key into one slot.
    if (prefix.isEmpty() || prefix.contains("{")) {
      throw new IllegalArgumentException("'%s' is no prefix of keys".formatted(prefix));
    }
    if (writers < 1 || pipelineCommands < 1 || pipelineBytes < 1) {
      throw new IllegalArgumentException("Writers and pipelines need room for 1 at least");
    }
  }
}
