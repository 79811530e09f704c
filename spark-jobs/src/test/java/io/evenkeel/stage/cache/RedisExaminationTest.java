package io.evenkeel.stage.cache;

import static org.assertj.core.api.Assertions.assertThat;

import io.evenkeel.job.doctor.Finding;
import io.evenkeel.job.doctor.RedisServer;
import io.evenkeel.redis.RedisEndpoint;
import java.io.IOException;
import java.util.List;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

/** What doctor says of a real server. */
public class RedisExaminationTest {
  @Rule public final TemporaryFolder folder = new TemporaryFolder();

  @Test
  public void aServerThatFitsIsWell() throws IOException {
    try (RedisTestServer server = RedisTestServer.start(folder.getRoot().toPath())) {
      List<Finding> findings = new RedisServer(server.endpoint()).look();
      assertThat(findings).hasSize(1).allMatch(Finding::well);
    }
  }

  @Test
  public void aServerThatThrowsKeysAwayIsIllAndTheCommandThatMendsItIsNamed() throws IOException {
    try (RedisTestServer server =
        RedisTestServer.start(
            folder.getRoot().toPath(),
            "--maxmemory",
            "64mb",
            "--maxmemory-policy",
            "allkeys-lru")) {
      Finding finding = new RedisServer(server.endpoint()).look().get(0);
      assertThat(finding.well()).isFalse();
      assertThat(finding.found()).contains("allkeys-lru");
      assertThat(finding.next()).contains("CONFIG SET maxmemory-policy noeviction");
    }
  }

  @Test
  public void aServerThatIsAwayIsIll() throws IOException {
    RedisEndpoint away;
    try (RedisTestServer server = RedisTestServer.start(folder.getRoot().toPath())) {
      away = server.endpoint();
    }
    Finding finding = new RedisServer(away).look().get(0);
    assertThat(finding.well()).isFalse();
    assertThat(finding.found()).contains("does not answer");
    assertThat(finding.next().orElseThrow()).contains("evenkeel.cache.redis");
  }
}
