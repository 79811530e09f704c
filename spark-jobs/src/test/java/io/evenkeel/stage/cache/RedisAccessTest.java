package io.evenkeel.stage.cache;

import static io.evenkeel.stage.cache.Table.DELAY;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.evenkeel.fault.EvenkeelException;
import io.evenkeel.redis.Encryption;
import io.evenkeel.redis.RedisEndpoint;
import io.evenkeel.redis.SecretReference;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectOutputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.After;
import org.junit.Before;
import org.junit.BeforeClass;
import org.junit.ClassRule;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;
import redis.clients.jedis.Connection;
import redis.clients.jedis.Protocol.Command;
import redis.clients.jedis.exceptions.JedisAccessControlException;

/** Who may do what on the server, and where the password is not. */
public class RedisAccessTest {
  private static final Path README = Path.of("README.md");
  private static final String PASSWORD = "correct-horse-battery-staple";

  @ClassRule public static final TemporaryFolder TABLES = new TemporaryFolder();
  private static Table table;

  @Rule public TemporaryFolder folder = new TemporaryFolder();
  private RedisTestServer server;
  private Path secret;

  @BeforeClass
  public static void commit() {
    table = new Table(TABLES.getRoot().toPath()).commit();
  }

  @Before
  public void start() throws IOException {
    server = RedisTestServer.start(folder.getRoot().toPath());
    secret = Files.writeString(folder.newFile("password").toPath(), PASSWORD + "\n");
    for (String user : List.of("evenkeel", "application")) {
      server.ask(documented(user).replace("PASSWORD", PASSWORD).split(" "));
    }
  }

  @After
  public void stop() {
    server.close();
  }

  /** Returns the line that the README tells an operator to give to the server. */
  private static String documented(String user) throws IOException {
    return Files.readAllLines(README).stream()
        .filter(line -> line.startsWith("ACL SETUSER " + user + " "))
        .findFirst()
        .orElseThrow();
  }

  @Test
  public void doesEverythingAsTheUserWithTheDocumentedRights() throws IOException {
    RedisStore store = as("evenkeel", 3);
    store.publish(table.of(4, 1));
    store.publish(table.of(5, 1));
    assertThat(store.rollback(DELAY).current()).isEqualTo(table.of(4, 1).generation());
    store.release(DELAY);
    assertThat(store.verify(DELAY).rows()).isEqualTo(Table.ROWS);
    assertThatThrownBy(() -> store.status("fraud")).hasMessageContaining("[flight_delay]");
    try (PredictionCache cache = as("application", 3).reader(DELAY)) {
      assertThat(cache.lookup("row-1")).isPresent();
    }
    try (PredictionCache cache = as("application", 3).reader("fraud")) {
      assertThatThrownBy(() -> cache.lookup("row-1")).hasMessageContaining("[flight_delay]");
    }
    assertThat(server.keys("*")).as("another database").isEmpty();
    store.drop(DELAY);
  }

  @Test
  public void mayDoNothingElse() {
    List<List<String>> refused =
        List.of(
            List.of("FLUSHALL"),
            List.of("KEYS", "*"),
            List.of("CONFIG", "GET", "*"),
            List.of("ACL", "LIST"),
            List.of("HGET", "others", "field"),
            List.of("SCRIPT", "FLUSH"));
    refused.forEach(command -> assertRefused("evenkeel", command));
    refused.forEach(command -> assertRefused("application", command));
    assertRefused("application", List.of("HSET", "pred:{flight_delay}:cur", "current", "x"));
    assertRefused("application", List.of("UNLINK", "pred:{flight_delay}:cur"));
  }

  @Test
  public void isNowhereButInItsFile() throws IOException {
    RedisStore store = as("evenkeel", 0);
    store.publish(table.of(4, 1));
    assertThat(store.toString()).contains("Redis at localhost").doesNotContain(PASSWORD);
    assertThat(table.of(4, 1).spark().conf().getAll().toString()).doesNotContain(PASSWORD);
    ByteArrayOutputStream task = new ByteArrayOutputStream();
    try (ObjectOutputStream out = new ObjectOutputStream(task)) {
      out.writeObject(new WriteRedisBuckets(store.settings(), DELAY, "load"));
    }
    assertThat(RedisModel.text(task.toByteArray()))
        .contains(secret.toString())
        .doesNotContain(PASSWORD);
    server.ask("ACL", "SETUSER", "evenkeel", "resetpass", ">" + PASSWORD + "2");
    try {
      store.status(DELAY);
      throw new AssertionError("A wrong password was taken");
    } catch (EvenkeelException refused) {
      StringWriter trace = new StringWriter();
      refused.printStackTrace(new PrintWriter(trace));
      assertThat(trace.toString()).contains("WRONGPASS").doesNotContain(PASSWORD);
    }
  }

  @Test
  public void namesThePlaceOfASecretThatIsNotThere() throws IOException {
    SecretReference unset =
        new SecretReference(SecretReference.Place.ENVIRONMENT, "EVENKEEL_TEST_UNSET");
    assertThatThrownBy(unset::read)
        .hasMessage(
            "No secret in environment variable EVENKEEL_TEST_UNSET: it is not set, or empty");
    Path empty = folder.newFile("empty").toPath();
    assertThatThrownBy(new SecretReference(SecretReference.Place.FILE, empty.toString())::read)
        .hasMessage("No secret in file %s: it is empty", empty);
    assertThat(new SecretReference(SecretReference.Place.ENVIRONMENT, "PATH").read())
        .isEqualTo(Optional.of(System.getenv("PATH")));
  }

  @Test
  public void encryptsAndTrustsOnlyWhomItIsTold() throws Exception {
    TestCertificate certificate = TestCertificate.make(folder.getRoot().toPath());
    Encryption trusted = new Encryption(true, certificate.certificate().toString());
    try (RedisTestServer tls =
        RedisTestServer.encrypted(
            folder.newFolder().toPath(),
            trusted,
            "--tls-cert-file",
            certificate.certificate().toString(),
            "--tls-key-file",
            certificate.key().toString(),
            "--tls-ca-cert-file",
            certificate.certificate().toString(),
            "--tls-auth-clients",
            "no")) {
      tls.store().publish(table.of(4, 1));
      try (PredictionCache cache = tls.store().reader(DELAY)) {
        assertThat(cache.lookup("row-1")).isPresent();
      }
      refused(tls, "localhost", new Encryption(true, ""), "unable to find valid certification");
      refused(tls, "127.0.0.1", trusted, "No subject alternative names matching IP address");
      refused(tls, "localhost", Encryption.OFF, "");
      refused(tls, "localhost", new Encryption(true, README.toString()), "cannot be read");
    }
  }

  private static void refused(
      RedisTestServer tls, String host, Encryption encryption, String reason) {
    RedisEndpoint endpoint =
        new RedisEndpoint(
            host, tls.port(), 0, "", SecretReference.NONE, encryption, Duration.ofSeconds(5));
    assertThatThrownBy(() -> new RedisStore(RedisTestServer.settings(endpoint)).status(DELAY))
        .isInstanceOf(EvenkeelException.class)
        .hasMessageContaining(reason);
  }

  private RedisStore as(String user, int database) {
    return new RedisStore(RedisTestServer.settings(endpoint(user, database)));
  }

  private RedisEndpoint endpoint(String user, int database) {
    SecretReference password = new SecretReference(SecretReference.Place.FILE, secret.toString());
    return new RedisEndpoint(
        "localhost",
        server.port(),
        database,
        user,
        password,
        Encryption.OFF,
        Duration.ofSeconds(5));
  }

  private void assertRefused(String user, List<String> command) {
    try (Connection connection = endpoint(user, 0).connect()) {
      String[] arguments = command.subList(1, command.size()).toArray(String[]::new);
      connection.sendCommand(Command.valueOf(command.get(0)), arguments);
      assertThatThrownBy(connection::getOne)
          .as("%s %s", user, command)
          .isInstanceOf(JedisAccessControlException.class)
          .hasMessageContaining("NOPERM");
    }
  }
}
