package io.evenkeel.bench;

import io.evenkeel.redis.Encryption;
import io.evenkeel.redis.RedisEndpoint;
import io.evenkeel.redis.SecretReference;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.IntFunction;
import redis.clients.jedis.Connection;
import redis.clients.jedis.HostAndPort;
import redis.clients.jedis.Protocol.Command;

/** A Redis server of this machine's own, with its defaults, that keeps nothing on the disk. */
record BenchRedis(Process process, int port) implements AutoCloseable {
  private static final int PIPELINE = 128;
  private static final int VALUE_BYTES = 28;
  private static final int CLIENTS = 4;

  static BenchRedis start(Path folder) throws IOException, InterruptedException {
    int port;
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = socket.getLocalPort();
    }
    List<String> command =
        List.of("redis-server", "--port", "" + port, "--save", "", "--dir", folder.toString());
    Process process =
        new ProcessBuilder(command).redirectOutput(ProcessBuilder.Redirect.DISCARD).start();
    Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
    Thread.sleep(Duration.ofSeconds(1).toMillis());
    return new BenchRedis(process, port);
  }

  RedisEndpoint endpoint() {
    return new RedisEndpoint(
        "localhost", port, 0, "", SecretReference.NONE, Encryption.OFF, Duration.ofSeconds(30));
  }

  /** Writes so many keys as the server's own benchmark does, with pipelines of 128 commands. */
  void benchmark(int rows) throws IOException, InterruptedException {
    flush();
    String command =
        "redis-benchmark -q -t set -p %d -n %d -r %d -d %d -P %d -c %d"
            .formatted(port, rows, rows, VALUE_BYTES, PIPELINE, CLIENTS);
    Process benchmark =
        new ProcessBuilder(command.split(" "))
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    if (benchmark.waitFor() != 0) {
      throw new IOException("redis-benchmark failed");
    }
  }

  /** Writes one key a row, in pipelines. */
  void set(int rows, IntFunction<String> key, IntFunction<String> value) {
    try (Connection connection = new Connection(new HostAndPort("localhost", port))) {
      for (int row = 0; row < rows; row++) {
        connection.sendCommand(Command.SET, key.apply(row), value.apply(row));
        if (row % PIPELINE == PIPELINE - 1) {
          connection.getMany(PIPELINE);
        }
      }
      connection.getMany(rows % PIPELINE);
    }
  }

  void flush() {
    ask(Command.FLUSHALL);
  }

  long usedMemory() {
    return ask(Command.INFO)
        .lines()
        .filter(line -> line.startsWith("used_memory:"))
        .mapToLong(line -> Long.parseLong(line.substring(line.indexOf(':') + 1).strip()))
        .findFirst()
        .orElseThrow();
  }

  private String ask(Command command) {
    try (Connection connection = new Connection(new HostAndPort("localhost", port))) {
      connection.sendCommand(command);
      return connection.getBulkReply();
    }
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }
}
