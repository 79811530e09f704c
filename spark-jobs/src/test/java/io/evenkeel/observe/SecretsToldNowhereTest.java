package io.evenkeel.observe;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.evenkeel.run.Claim;
import io.evenkeel.run.Generation;
import io.evenkeel.run.RunId;
import io.evenkeel.run.Slot;
import io.evenkeel.settings.Setting;
import io.evenkeel.settings.Settings;
import io.evenkeel.settings.SettingsReader;
import io.evenkeel.stage.ledger.RunRecord;
import io.evenkeel.stage.ledger.RunState;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.After;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

/** Credentials of a Pushgateway and of an OpenLineage server: sent to them, told to nobody. */
public class SecretsToldNowhereTest {
  private static final String SECRET = "hunter2-hunter2";
  private static final RunRecord RUN =
      new RunRecord(
          new Claim(
              new Slot("m", "champion", LocalDate.of(2013, 7, 4)),
              new Generation(1),
              RunId.next(Instant.EPOCH)),
          Map.of(RunState.CLAIMED, Instant.EPOCH, RunState.DONE, Instant.EPOCH),
          Map.of(),
          /* superseded= */ false);

  @Rule public final TemporaryFolder folder = new TemporaryFolder();

  private final List<String> taken = new ArrayList<>();
  private final List<String> told = new ArrayList<>();
  private HttpServer server;
  private String accepted = SECRET;

  @Before
  public void startAServerThatAsksForThePassword() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          String wanted =
              Base64.getEncoder()
                  .encodeToString(("me:" + accepted).getBytes(StandardCharsets.UTF_8));
          String given = exchange.getRequestHeaders().getFirst("Authorization");
          boolean known = ("Basic " + wanted).equals(given);
          if (known) {
            taken.add(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
          }
          exchange.sendResponseHeaders(known ? 200 : 401, -1);
          exchange.close();
        });
    server.start();
  }

  @After
  public void stop() {
    server.stop(0);
  }

  @Test
  public void theyOpenTheServersAndAreInNothingThatIsDelivered() {
    observe(server.getAddress().getPort());
    assertThat(told).isEmpty();
    assertThat(taken).hasSize(3).allSatisfy(body -> assertThat(body).doesNotContain(SECRET));
  }

  @Test
  public void theyAreNotToldWhereAServerRefusesThem() {
    accepted = "another";
    observe(server.getAddress().getPort());
    assertThat(taken).isEmpty();
    assertThat(told).hasSize(3).allMatch(line -> line.contains("answered 401"));
    assertThat(told.toString()).doesNotContain(SECRET);
  }

  @Test
  public void theyAreNotToldWhereAServerIsAway() {
    int port = server.getAddress().getPort();
    server.stop(0);
    observe(port);
    assertThat(told).hasSize(3).allMatch(line -> line.contains("can't be reached"));
    assertThat(told.toString()).doesNotContain(SECRET);
  }

  @Test
  public void theyAreHiddenAmongTheSettings() {
    List<String> shown =
        SettingsReader.settings(Optional.empty(), given(1)).stream().map(Setting::value).toList();
    assertThat(shown)
        .contains(
            "http://(hidden)@localhost:1/gateway", "http://(hidden)@localhost:1/api/v1/lineage")
        .noneMatch(value -> value.contains(SECRET));
    assertThat(SettingsReader.read(Optional.empty(), given(1)).toString())
        .contains("http://(hidden)@localhost:1/gateway")
        .doesNotContain(SECRET);
  }

  private void observe(int port) {
    Settings settings = SettingsReader.read(Optional.empty(), given(port));
    Observers observers = Observers.of(settings.observe(), Path.of("tables"));
    observers.started(() -> RUN, told::add);
    observers.ended(() -> RUN, told::add);
  }

  private Map<String, String> given(int port) {
    String address = "http://me:" + SECRET + "@localhost:" + port;
    return Map.of(
        "evenkeel.home", folder.getRoot().toString(),
        "evenkeel.observe.metrics.pushgateway", address + "/gateway",
        "evenkeel.observe.lineage.url", address + "/api/v1/lineage");
  }
}
