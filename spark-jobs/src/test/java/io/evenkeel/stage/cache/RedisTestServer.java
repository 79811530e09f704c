package io.evenkeel.stage.cache;

import io.evenkeel.fault.EvenkeelException;
import io.evenkeel.redis.Encryption;
import io.evenkeel.redis.RedisEndpoint;
import io.evenkeel.redis.SecretReference;
import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import redis.clients.jedis.Connection;
import redis.clients.jedis.Protocol.Command;
import redis.clients.jedis.exceptions.JedisDataException;
import redis.embedded.core.ExecutableProvider;

/**
 * A real Redis server on a free port of this machine: the binary of embedded-redis, or the one that
 * the environment variable EVENKEEL_REDIS_SERVER names.
 */
final class RedisTestServer implements AutoCloseable {
  private static final Duration TIMEOUT = Duration.ofSeconds(10);

  private final Path folder;
  private final int port;
  private final Encryption encryption;
  private final List<String> settings;
  private Process process;

  private RedisTestServer(Path folder, int port, Encryption encryption, List<String> settings)
      throws IOException {
    this.folder = folder;
    this.port = port;
    this.encryption = encryption;
    this.settings = settings;
    this.process = launch();
  }

  /** Starts a server that keeps nothing on the disk unless {@code settings} say so. */
  static RedisTestServer start(Path folder, String... settings) throws IOException {
    int port = freePort();
    List<String> all = new ArrayList<>(List.of("--port", Integer.toString(port)));
    all.addAll(Arrays.asList(settings));
    return new RedisTestServer(folder, port, Encryption.OFF, all).await();
  }

  /** Starts one that takes encrypted connections only. */
  static RedisTestServer encrypted(Path folder, Encryption encryption, String... settings)
      throws IOException {
    int port = freePort();
    List<String> all =
        new ArrayList<>(List.of("--port", "0", "--tls-port", Integer.toString(port)));
    all.addAll(Arrays.asList(settings));
    return new RedisTestServer(folder, port, encryption, all).await();
  }

  static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  int port() {
    return port;
  }

  /** Ends it as {@code kill -9} does. */
  void kill() {
    process.destroyForcibly();
    process.onExit().join();
  }

  void restart() throws IOException {
    kill();
    process = launch();
    await();
  }

  /** Sends a command as the default user. */
  Object ask(String... command) {
    try (Connection connection = endpoint().connect()) {
      List<String> arguments = List.of(command).subList(1, command.length);
      connection.sendCommand(Command.valueOf(command[0]), arguments.toArray(String[]::new));
      return connection.getOne();
    }
  }

  long number(String... command) {
    return (Long) ask(command);
  }

  /** Returns the keys that match a pattern. */
  List<String> keys(String pattern) {
    return ((List<?>) ask("KEYS", pattern))
        .stream().map(key -> RedisModel.text((byte[]) key)).sorted().toList();
  }

  RedisEndpoint endpoint() {
    return new RedisEndpoint(
        "localhost", port, 0, "", SecretReference.NONE, encryption, Duration.ofSeconds(5));
  }

  static RedisSettings settings(RedisEndpoint endpoint) {
    return new RedisSettings(endpoint, "pred", 2, 8, 1 << 16);
  }

  RedisStore store() {
    return new RedisStore(settings(endpoint()));
  }

  @Override
  public void close() {
    kill();
  }

  private Process launch() throws IOException {
    List<String> command = new ArrayList<>(List.of(Binary.FILE.getPath()));
    command.addAll(List.of("--bind", "127.0.0.1", "--save", "", "--dir", folder.toString()));
    command.addAll(settings);
    File log = folder.resolve("redis.log").toFile();
    Process started =
        new ProcessBuilder(command)
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(log))
            .start();
    Runtime.getRuntime().addShutdownHook(new Thread(started::destroyForcibly));
    return started;
  }

  private RedisTestServer await() throws IOException {
    long deadline = System.nanoTime() + TIMEOUT.toNanos();
    while (true) {
      try {
        if (!process.isAlive()) {
          throw new IOException("Redis ended; see " + folder.resolve("redis.log"));
        }
        ask("PING");
        return this;
      } catch (EvenkeelException | JedisDataException notYet) {
        if (System.nanoTime() > deadline) {
          throw new IOException("Redis does not answer", notYet);
        }
      }
    }
  }

  private static final class Binary {
    static final File FILE = file();

    private static File file() {
      try {
        return Optional.ofNullable(System.getenv("EVENKEEL_REDIS_SERVER"))
            .map(File::new)
            .orElse(ExecutableProvider.newJarResourceProvider().get());
      } catch (IOException e) {
        throw new IllegalStateException("embedded-redis has no server for this system", e);
      }
    }
  }
}
