package io.evenkeel.stage.cache;

import io.evenkeel.fault.EvenkeelException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import redis.clients.jedis.Connection;
import redis.clients.jedis.ConnectionPool;
import redis.clients.jedis.Protocol.Command;
import redis.clients.jedis.exceptions.JedisConnectionException;
import redis.clients.jedis.exceptions.JedisDataException;
import redis.clients.jedis.exceptions.JedisException;

/**
 * Reads the live generation of one model out of Redis. Each look-up is one round trip: it asks for
 * the rows in the load that it knows to have been live, and last for the pointer. Where the pointer
 * still names that load, the load was whole all the while, because its keys are removed only after
 * the pointer has left it for good; where it does not, the look-up is made again. So an answer is
 * of one generation, which was live during the look-up.
 */
final class RedisReader implements PredictionCache {
  private static final int CONNECTIONS = 16;
  private static final int TRIES = 100;
  private static final byte[] CURRENT = RedisModel.bytes(RedisPointer.FIELDS.get(0));

  private final RedisSettings settings;
  private final RedisKeys keys;
  private final Object opening = new Object();
  private volatile Optional<ConnectionPool> connections = Optional.empty();
  private volatile Optional<RedisLoad> known = Optional.empty();
  private volatile boolean closed;

  RedisReader(RedisSettings settings, String model) {
    this.settings = settings;
    this.keys = new RedisKeys(settings.prefix(), model);
  }

  @Override
  public Optional<CachedPrediction> lookup(String key) {
    return lookup(List.of(key)).get(0);
  }

  @Override
  public List<Optional<CachedPrediction>> lookup(List<String> names) {
    List<byte[]> rows = names.stream().map(RedisModel::bytes).toList();
    return ask(connection -> lookup(connection, rows));
  }

  @Override
  public CacheGeneration live() {
    return ask(
        connection -> {
          askPointer(connection);
          known = load(connection.getBinaryBulkReply());
          return known.orElseThrow(() -> absent(connection)).generation();
        });
  }

  @Override
  public void close() {
    synchronized (opening) {
      closed = true;
      connections.ifPresent(ConnectionPool::close);
    }
  }

  private List<Optional<CachedPrediction>> lookup(Connection connection, List<byte[]> rows) {
    for (int i = 0; i < TRIES; i++) {
      Optional<RedisLoad> from = known;
      if (from.isPresent()) {
        for (byte[] row : rows) {
          byte[] bucket = keys.bucket(from.get(), from.get().bucketOf(row));
          connection.sendCommand(Command.HGET, bucket, row);
        }
      }
      askPointer(connection);
      List<Object> replies = replies(connection, from.isPresent() ? rows.size() + 1 : 1);
      Optional<RedisLoad> now = load((byte[]) replies.get(replies.size() - 1));
      if (now.isPresent() && now.equals(from)) {
        return found(replies.subList(0, rows.size()), now.get());
      }
      known = now;
      if (now.isEmpty()) {
        throw absent(connection);
      }
    }
    throw new JedisException("the live generation changed %d times in a row".formatted(TRIES));
  }

  private void askPointer(Connection connection) {
    connection.sendCommand(Command.HGET, keys.pointer(), CURRENT);
  }

  /** All replies are taken before any is judged: one left behind would answer the next look-up. */
  private static List<Object> replies(Connection connection, int count) {
    List<Object> replies = connection.getMany(count);
    for (Object reply : replies) {
      if (reply instanceof JedisDataException refused) {
        throw refused;
      }
    }
    return replies;
  }

  private static Optional<RedisLoad> load(byte[] pointer) {
    return Optional.ofNullable(pointer).map(RedisModel::text).flatMap(RedisLoad::of);
  }

  private List<Optional<CachedPrediction>> found(List<Object> values, RedisLoad load) {
    List<Optional<CachedPrediction>> found = new ArrayList<>(values.size());
    for (Object value : values) {
      found.add(value == null ? Optional.empty() : Optional.of(decode((byte[]) value, load)));
    }
    return found;
  }

  private CachedPrediction decode(byte[] value, RedisLoad load) {
    try {
      return PredictionValue.decode(value, load.generation());
    } catch (IOException e) {
      throw RedisModel.damaged(
              List.of("%s: %s: %s".formatted(settings.endpoint(), load, e.getMessage())))
          .causedBy(e);
    }
  }

  private EvenkeelException absent(Connection connection) {
    return RedisModel.absent(connection, settings, keys);
  }

  private interface Question<T> {
    T ask(Connection connection);
  }

  /** A connection that the server has closed meanwhile costs one more try, on a new one. */
  private <T> T ask(Question<T> question) {
    try {
      return once(question);
    } catch (JedisConnectionException broken) {
      pool().clear();
    }
    try {
      return once(question);
    } catch (JedisException e) {
      throw settings.endpoint().unreachable(e);
    }
  }

  private <T> T once(Question<T> question) {
    try (Connection connection = pool().getResource()) {
      return question.ask(connection);
    } catch (JedisConnectionException e) {
      throw e;
    } catch (JedisException e) {
      throw settings.endpoint().unreachable(e);
    }
  }

  private ConnectionPool pool() {
    Optional<ConnectionPool> open = connections;
    if (open.isPresent() && !closed) {
      return open.get();
    }
    synchronized (opening) {
      if (closed) {
        throw new IllegalStateException(
            "The reader of model '%s' is closed".formatted(keys.model()));
      }
      ConnectionPool pool = connections.orElseGet(() -> settings.endpoint().pool(CONNECTIONS));
      connections = Optional.of(pool);
      return pool;
    }
  }
}
