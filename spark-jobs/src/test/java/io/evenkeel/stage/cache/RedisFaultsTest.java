package io.evenkeel.stage.cache;

import static io.evenkeel.stage.cache.Table.DELAY;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.evenkeel.fault.EvenkeelException;
import io.evenkeel.fault.Fault;
import io.evenkeel.redis.RedisEndpoint;
import io.evenkeel.stage.cache.CacheStore.Outcome;
import java.io.IOException;
import java.util.Optional;
import org.assertj.core.api.AbstractThrowableAssert;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.After;
import org.junit.BeforeClass;
import org.junit.ClassRule;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

/** Fault rows 7 and 8: a Redis server that dies, that has too little memory, that forgets. */
public class RedisFaultsTest {
  private static final String[] DURABLE = {"--appendonly", "yes"};

  @ClassRule public static final TemporaryFolder TABLES = new TemporaryFolder();
  private static Table table;

  @Rule public TemporaryFolder folder = new TemporaryFolder();
  private Optional<RedisTestServer> server = Optional.empty();

  @BeforeClass
  public static void commit() {
    table = new Table(TABLES.getRoot().toPath()).commit();
  }

  @After
  public void stop() {
    server.ifPresent(RedisTestServer::close);
  }

  @Test
  public void servesTheOldGenerationWhenRedisIsKilledWhileItIsLoaded() throws IOException {
    killedAt(RedisScript.PUT, 3, KillingProxy.Moment.BEFORE_THE_COMMAND, 1);
  }

  @Test
  public void servesTheOldGenerationWhenRedisIsKilledBeforeTheSwitch() throws IOException {
    killedAt(RedisScript.MOVE, 1, KillingProxy.Moment.BEFORE_THE_COMMAND, 1);
  }

  /** The client cannot know whether it was led to the new one; the server says, once it is back. */
  @Test
  public void servesTheNewGenerationWhenRedisIsKilledAfterTheSwitch() throws IOException {
    killedAt(RedisScript.MOVE, 1, KillingProxy.Moment.BEFORE_ITS_REPLY, 2);
  }

  private void killedAt(RedisScript script, int occurrence, KillingProxy.Moment moment, int served)
      throws IOException {
    RedisTestServer redis = start(DURABLE);
    redis.store().publish(table.of(4, 1));
    String sha = RedisModel.text(loaded(redis, script));
    try (PredictionCache cache = redis.store().reader(DELAY);
        KillingProxy proxy = new KillingProxy(redis, sha, occurrence, moment)) {
      assertThat(cache.lookup("row-9").orElseThrow().score()).isEqualTo(1);
      RedisEndpoint through = at(redis.endpoint(), proxy.port());
      RedisStore store = new RedisStore(new RedisSettings(through, "pred", 2, 1, 1 << 16));
      retryable(() -> store.publish(table.of(4, 2)));
      assertThat(proxy.hasKilled()).isTrue();
      retryable(() -> cache.lookup("row-9"));

      redis.restart();
      assertThat(cache.lookup("row-9").orElseThrow().score()).as("reconnects").isEqualTo(served);
      assertThat(redis.store().verify(DELAY).current().generation().number()).isEqualTo(served);
      assertThat(redis.store().publish(table.of(4, 2))).isEqualTo(Outcome.LIVE);
      assertThat(cache.lookup("row-9").orElseThrow().score()).isEqualTo(2);
      assertThat(redis.store().verify(DELAY).previous()).contains(table.of(4, 1).generation());
      assertThat(redis.keys("pred:flight_delay:*")).as("nothing is left behind").hasSize(12);
    }
  }

  @Test
  public void isEmptyAfterARestartThatForgetsAndIsLoadedAgainFromTheTable() throws IOException {
    RedisTestServer redis = start();
    redis.store().publish(table.of(4, 1));
    redis.restart();
    assertThatThrownBy(() -> redis.store().verify(DELAY)).hasMessageContaining("cached are []");
    assertThat(redis.store().publish(table.of(4, 1))).isEqualTo(Outcome.LIVE);
    assertThat(redis.store().verify(DELAY).rows()).isEqualTo(Table.ROWS);
  }

  /** The reply to a load that began before a restart must not make what came after it live. */
  @Test
  public void refusesALoadDuringWhichTheServerWasStartedAnew() throws Exception {
    RedisTestServer redis = start(DURABLE);
    RedisModel model = new RedisModel(RedisTestServer.settings(redis.endpoint()), DELAY);
    RedisFacts before = model.ask(RedisFacts::of);
    redis.restart();
    assertThat(model.ask(RedisFacts::of).runId()).isNotEqualTo(before.runId());
    RedisLoad load = RedisLoad.of(table.of(4, 1).generation(), 1);
    assertThatThrownBy(() -> new RedisBuild(model, table.of(4, 1)).stay(load, before))
        .hasMessageContaining("was started anew");
  }

  @Test
  public void refusesAServerWithoutTheMemoryBeforeItWritesAnything() throws IOException {
    RedisTestServer redis = start("--maxmemory", "8mb");
    redis.store().publish(table.of(4, 1));
    redis.ask("CONFIG", "SET", "maxmemory", "500kb");
    retryable(() -> redis.store().publish(table.of(4, 2)))
        .hasMessageContaining("has 0.0 MB left of")
        .hasMessageContaining("300 rows need about");
    assertThat(redis.keys("pred:flight_delay:*")).hasSize(6);
    assertThat(redis.store().verify(DELAY).current()).isEqualTo(table.of(4, 1).generation());
  }

  /** The preflight is passed, then somebody else takes the memory. */
  @Test
  public void leavesThePointerWhereMemoryEndsDuringTheLoad() throws IOException {
    RedisTestServer redis = start();
    redis.store().publish(table.of(4, 1));
    redis.ask("CONFIG", "SET", "maxmemory", "500kb");
    RedisModel model = new RedisModel(RedisTestServer.settings(redis.endpoint()), DELAY);
    RedisLoad load = RedisLoad.of(table.of(4, 2).generation(), Table.ROWS);
    assertThatThrownBy(() -> new RedisBuild(model, table.of(4, 2)).write(load))
        .isInstanceOf(EvenkeelException.class)
        .hasMessageContaining("OOM command not allowed");
    assertThat(redis.store().verify(DELAY).current()).isEqualTo(table.of(4, 1).generation());
    redis.ask("CONFIG", "SET", "maxmemory", "0");
    assertThat(redis.store().publish(table.of(4, 2))).isEqualTo(Outcome.LIVE);
  }

  @Test
  public void refusesAServerThatThrowsKeysAway() throws IOException {
    RedisTestServer redis = start("--maxmemory", "64mb", "--maxmemory-policy", "volatile-lru");
    retryable(() -> redis.store().publish(table.of(4, 1)))
        .hasMessageContaining("maxmemory-policy volatile-lru");
    assertThat(redis.keys("*")).isEmpty();
  }

  @Test
  public void refusesAReplica() throws IOException {
    RedisTestServer redis = start("--replicaof", "127.0.0.1", "1");
    retryable(() -> redis.store().publish(table.of(4, 1))).hasMessageContaining("is a replica");
  }

  private RedisTestServer start(String... settings) throws IOException {
    RedisTestServer started = RedisTestServer.start(folder.getRoot().toPath(), settings);
    server = Optional.of(started);
    return started;
  }

  private static byte[] loaded(RedisTestServer redis, RedisScript script) {
    return new RedisModel(RedisTestServer.settings(redis.endpoint()), DELAY).ask(script::load);
  }

  private static RedisEndpoint at(RedisEndpoint endpoint, int port) {
    return new RedisEndpoint(
        endpoint.host(),
        port,
        endpoint.database(),
        endpoint.user(),
        endpoint.password(),
        endpoint.encryption(),
        endpoint.timeout());
  }

  private static AbstractThrowableAssert<?, ?> retryable(ThrowingCallable action) {
    return assertThatThrownBy(action)
        .isInstanceOfSatisfying(
            EvenkeelException.class, e -> assertThat(e.fault()).isEqualTo(Fault.RETRYABLE));
  }
}
