package io.evenkeel.tests;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.AfterClass;
import org.junit.BeforeClass;
import org.junit.ClassRule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

/** {@code evenkeel sql --server}, asked by Hive's JDBC driver from a process of its own. */
public class SqlServerTest {
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  @ClassRule public static final TemporaryFolder FOLDER = new TemporaryFolder();

  private static SmallLakehouse small;
  private static Process server;
  private static int port;

  @BeforeClass
  public static void serve() throws IOException, InterruptedException {
    small = SmallLakehouse.scored();
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = socket.getLocalPort();
    }
    String launcher = Checkout.root().resolve("evenkeel").toString();
    List<String> command =
        new ArrayList<>(List.of(launcher, "sql", "--server", "--port", "" + port));
    small.given().forEach((key, value) -> command.addAll(List.of("--conf", key + "=" + value)));
    server = Finished.start(log(), command, environment());
    await("serving");
  }

  @AfterClass
  public static void stop() throws InterruptedException {
    if (server != null) {
      server.destroy();
      if (!server.waitFor(20, TimeUnit.SECONDS)) {
        server.destroyForcibly();
      }
    }
  }

  @Test
  public void jdbcReadsTablesAndViewsAndChangesNothing() throws IOException {
    String answer =
        answered(
            "show tables",
            "select count(*), count(score) from predictions",
            "select model, count(*) from predictions_latest group by model",
            "select state, rows_in from runs",
            "describe predictions",
            "set spark.sql.ansi.enabled=true",
            "delete from predictions",
            "with x as (select 1) insert into sales select 1, current_timestamp(), 1",
            "execute immediate 'drop table sales'",
            "select count(*) from sales");
    assertThat(answer)
        .contains("predictions_history", "drift_over_time", "quarantine")
        .contains("row\t60\t60\n")
        .contains("row\tvisits\t60\n")
        .contains("row\tDONE\t60\n")
        .contains("Key of the scored row")
        .contains("row\t400\n");
    assertThat(answer.lines().filter(line -> line.startsWith("refused")))
        .hasSize(3)
        .allMatch(line -> line.contains("Only queries are answered here"));
  }

  @Test
  public void itListensOnTheLoopbackInterfaceOnly() throws IOException {
    String address = ":%04X ".formatted(port);
    List<String> listening =
        Files.readAllLines(Path.of("/proc/net/tcp")).stream()
            .filter(line -> line.contains(address + "00000000:0000 0A"))
            .toList();
    List<String> listeningSix =
        Files.readAllLines(Path.of("/proc/net/tcp6")).stream()
            .filter(line -> line.contains(address + "00000000000000000000000000000000:0000 0A"))
            .toList();
    assertThat(listening.size() + listeningSix.size()).isOne();
    assertThat(listening).allMatch(line -> line.contains("0100007F" + address));
    assertThat(listeningSix)
        .allMatch(line -> line.contains("0000000000000000FFFF00000100007F" + address));
  }

  /** The launcher finds the distribution in the pyspark of the python3 on the path. */
  private static Map<String, String> environment() {
    return Map.of(
        "PATH", SparkDistribution.programs() + ":" + System.getenv("PATH"),
        "JAVA_HOME", System.getProperty("java.home"),
        "SPARK_HOME", "",
        "EVENKEEL_MEMORY", "1g",
        "EVENKEEL_JAVA_OPTS", "-XX:TieredStopAtLevel=1");
  }

  private static String answered(String... statements) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    Path jars = SparkDistribution.installed().home().resolve("jars");
    command.addAll(
        List.of("-cp", jars + "/*:" + Checkout.root().resolve("tests/target/test-classes")));
    command.addAll(
        List.of(JdbcClient.class.getName(), "jdbc:hive2://127.0.0.1:%d/".formatted(port)));
    command.addAll(List.of(statements));
    return Finished.of(FOLDER.newFile().toPath(), command, Map.of()).successful();
  }

  private static void await(String word) throws IOException, InterruptedException {
    Instant end = Instant.now().plus(PATIENCE);
    while (!Files.readString(log()).contains(word)) {
      if (!server.isAlive() || Instant.now().isAfter(end)) {
        throw new AssertionError("The server does not start:\n" + Files.readString(log()));
      }
      Thread.sleep(100);
    }
  }

  private static Path log() {
    return small.home().resolve("server.log");
  }
}
