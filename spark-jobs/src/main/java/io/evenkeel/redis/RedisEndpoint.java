package io.evenkeel.redis;

import io.evenkeel.fault.EvenkeelException;
import io.evenkeel.fault.Fault;
import java.io.Serializable;
import java.time.Duration;
import org.apache.commons.pool2.impl.GenericObjectPoolConfig;
import redis.clients.jedis.ClientSetInfoConfig;
import redis.clients.jedis.Connection;
import redis.clients.jedis.ConnectionPool;
import redis.clients.jedis.ConnectionPoolConfig;
import redis.clients.jedis.DefaultJedisClientConfig;
import redis.clients.jedis.HostAndPort;
import redis.clients.jedis.JedisClientConfig;
import redis.clients.jedis.exceptions.JedisException;

/**
 * One database of a Redis server, 6.2 or later, and who asks it. It holds references to secrets and
 * no secret, so it may travel to tasks and be printed. Immutable.
 *
 * @param port 1 to 65,535
 * @param database number, from 0
 * @param user of the server's access control list; empty for its default user
 * @param encryption whether and whom to trust
 * @param timeout of connecting and of each reply
 */
public record RedisEndpoint(
    String host,
    int port,
    int database,
    String user,
    SecretReference password,
    Encryption encryption,
    Duration timeout)
    implements Serializable {

  /**
   * Returns a new connection, which the caller closes.
   *
   * @throws EvenkeelException with fault RETRYABLE, if the server does not answer or refuses; USAGE
   *     if the password or the certificates are not where they should be
   */
  public Connection connect() {
    try {
      return new Connection(new HostAndPort(host, port), config());
    } catch (JedisException e) {
      throw unreachable(e);
    }
  }

  /**
   * Returns connections for many threads, made when they are needed; the caller closes the pool.
   *
   * @param greatest number of connections at once; a thread waits for one for {@link #timeout}
   */
  public ConnectionPool pool(int greatest) {
    GenericObjectPoolConfig<Connection> config = new ConnectionPoolConfig();
    config.setMaxTotal(greatest);
    config.setMaxIdle(greatest);
    config.setMaxWait(timeout);
    config.setJmxEnabled(false);
    return new ConnectionPool(new HostAndPort(host, port), config(), config);
  }

  /** Returns the failure of a server that cannot be asked. */
  public EvenkeelException unreachable(JedisException cause) {
    return EvenkeelException.of(Fault.RETRYABLE, "%s: %s".formatted(this, reason(cause)))
        .safe("The predictions table is not touched, and nobody is led to another generation.")
        .next("Check that the server runs, its user and its certificates; then repeat the command.")
        .causedBy(cause);
  }

  /** The client wraps what happened into general words; the cause has the particular ones. */
  private static String reason(Throwable cause) {
    Throwable deepest = cause;
    while (deepest.getCause() != null) {
      deepest = deepest.getCause();
    }
    for (Throwable suppressed : deepest.getSuppressed()) {
      deepest = suppressed;
    }
    return String.valueOf(deepest.getMessage());
  }

  private JedisClientConfig config() {
    int millis = Math.toIntExact(timeout.toMillis());
    DefaultJedisClientConfig.Builder config =
        DefaultJedisClientConfig.builder()
            .resp2()
            .connectionTimeoutMillis(millis)
            .socketTimeoutMillis(millis)
            .database(database)
            // It would need one more permission, and nobody reads it.
            .clientSetInfoConfig(ClientSetInfoConfig.DISABLED);
    if (!user.isEmpty()) {
      config.user(user);
    }
    password.read().ifPresent(config::password);
    if (encryption.on()) {
      config.sslOptions(encryption.options());
    }
    return config.build();
  }

  /** Returns the address, without the user. */
  @Override
  public String toString() {
    return "Redis at %s:%d/%d".formatted(host, port, database);
  }
}
