package io.evenkeel.stage.cache;

import static io.evenkeel.stage.cache.Table.DELAY;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.evenkeel.fault.EvenkeelException;
import io.evenkeel.fault.Fault;
import io.evenkeel.run.Failpoint;
import io.evenkeel.stage.cache.CacheStore.Outcome;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.zip.CRC32;
import org.junit.AfterClass;
import org.junit.Before;
import org.junit.BeforeClass;
import org.junit.ClassRule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;
import redis.clients.jedis.util.JedisClusterCRC16;

public class RedisStoreTest extends CacheStoreContract {
  @ClassRule public static final TemporaryFolder REDIS = new TemporaryFolder();
  private static RedisTestServer server;

  @BeforeClass
  public static void start() throws IOException {
    server = RedisTestServer.start(REDIS.getRoot().toPath());
  }

  @AfterClass
  public static void stop() {
    server.close();
  }

  @Before
  public void empty() {
    server.ask("FLUSHALL");
  }

  @Override
  protected CacheStore store() {
    return server.store();
  }

  @Test
  public void keepsOnlyTheLiveGenerationAndTheOneBefore() {
    for (int generation = 1; generation <= 4; generation++) {
      store().publish(table.of(4, generation));
    }
    store().publish(table.of(5, 1));
    assertThat(server.keys("pred:*:meta:*"))
        .hasSize(2)
        .allMatch(key -> key.matches(".*:v2013-07-0(4-000004|5-000001):[0-9a-f]{8}"));
    assertThat(server.keys("pred:flight_delay:*"))
        .hasSize(12) // 300 rows are 5 hashes, with one of checksums
        .allMatch(key -> key.matches(".*:v2013-07-0(4-000004|5-000001):.*"));
    assertThat(server.number("HLEN", "pred:{flight_delay}:loads")).isEqualTo(2);
  }

  @Test
  public void leavesNothingThatExpiresOnceItIsLive() {
    store().publish(table.of(4, 1));
    assertThat(server.keys("*")).allMatch(key -> server.number("TTL", key) == -1);
  }

  @Test
  public void leavesOnlyWhatExpiresWhereItStopsWhileLoading() {
    stopAt(Failpoint.CACHE_BUILT, table.of(4, 1));
    assertThat(server.keys("pred:flight_delay:*"))
        .hasSize(6)
        .allSatisfy(key -> assertThat(server.number("TTL", key)).isBetween(86_000L, 86_400L));
    assertThat(server.keys("pred:{flight_delay}:cur")).isEmpty();
    assertThat(store().publish(table.of(4, 1))).isEqualTo(Outcome.LIVE);
    assertThat(server.keys("pred:flight_delay:*")).as("the first try's are removed").hasSize(6);
  }

  @Test
  public void loadsTheSameHashesWhereSoManyRowsComeThatTheyAreSpreadFirst() {
    store().publish(table.of(4, 1));
    RedisLoad asTheyCome = model().requirePointer().current();
    RedisLoad spread = new RedisBuild(model(), table.of(4, 2), /* unspreadRows= */ 0).run();
    assertThat(spread.buckets()).isEqualTo(asTheyCome.buckets());
    for (int bucket = 0; bucket < spread.buckets(); bucket++) {
      assertThat(rows(spread, bucket)).isEqualTo(rows(asTheyCome, bucket)).isPositive();
    }
  }

  private static long rows(RedisLoad load, int bucket) {
    return server.number("HLEN", RedisModel.text(keys().bucket(load, bucket)));
  }

  @Test
  public void isNotMadeToExpireByATaskThatWritesLate() {
    store().publish(table.of(4, 1));
    RedisLoad live = model().requirePointer().current();
    model()
        .ask(
            connection -> {
              RedisBucketWriter late =
                  new RedisBucketWriter(connection, model().settings(), keys(), live);
              late.add(0, new byte[] {1}, new byte[] {2});
              return late.finish();
            });
    assertThat(store().verify(DELAY).rows()).isEqualTo(Table.ROWS);
    assertThat(server.keys("*")).allMatch(key -> server.number("TTL", key) == -1);
  }

  @Test
  public void namesTheHashThatIsMissingOrChanged() {
    store().publish(table.of(4, 1));
    List<String> hashes = new ArrayList<>(server.keys("pred:flight_delay:*"));
    String sums = hashes.remove(hashes.size() - 1);
    server.ask("HSET", hashes.get(0), "row-0", "[0.5,\"late\"]");
    server.ask("DEL", hashes.get(1));
    server.ask("HSET", hashes.get(2), "more", "[0.5]");
    assertThatThrownBy(() -> store().verify(DELAY))
        .isInstanceOfSatisfying(
            EvenkeelException.class,
            e -> {
              assertThat(e.fault()).isEqualTo(Fault.RETRYABLE);
              assertThat(e.problems()).hasSize(3);
            })
        .hasMessageContaining(hashes.get(0))
        .hasMessageContaining(hashes.get(1))
        .hasMessageContaining(hashes.get(2));
    server.ask("DEL", sums);
    assertThatThrownBy(() -> store().verify(DELAY)).hasMessageContaining("has checksums of 0 rows");
    server.ask("SET", server.keys("pred:*:meta:*").get(0), "{}");
    assertThatThrownBy(() -> store().status(DELAY)).hasMessageContaining("missing or changed");
    assertThat(store().publish(table.of(4, 1))).as("loads it again").isEqualTo(Outcome.LIVE);
    assertThat(store().verify(DELAY).rows()).isEqualTo(Table.ROWS);
    assertThat(server.keys("pred:flight_delay:*")).hasSize(6);
  }

  @Test
  public void doesNotRollBackToALoadThatHasLostRows() {
    store().publish(table.of(4, 1));
    server.ask("DEL", server.keys("pred:flight_delay:*:0").get(0));
    store().publish(table.of(5, 1));
    assertThatThrownBy(() -> store().rollback(DELAY)).hasMessageContaining(":0 has 0 rows of");
    assertThat(store().status(DELAY).current()).hasToString("v2013-07-05-000001");
  }

  @Test
  public void isEmptyAfterAFlushAndIsLoadedAgain() {
    CommittedPredictions day = table.of(4, 1);
    store().publish(day);
    try (PredictionCache cache = store().reader(DELAY)) {
      assertThat(cache.lookup("row-1")).isPresent();
      server.ask("FLUSHALL");
      assertThatThrownBy(() -> cache.lookup("row-1")).hasMessageContaining("No predictions of");
      assertThatThrownBy(() -> store().verify(DELAY))
          .isInstanceOfSatisfying(
              EvenkeelException.class, e -> assertThat(e.fault()).isEqualTo(Fault.USAGE));
      assertThat(store().publish(day)).isEqualTo(Outcome.LIVE);
      assertThat(cache.lookup("row-1")).isPresent();
    }
  }

  @Test
  public void leavesNoKeyWhenItIsDropped() {
    store().publish(table.of(4, 1));
    store().publish(table.of(5, 1));
    stopAt(Failpoint.CACHE_BUILT, table.of(6, 1));
    store().drop(DELAY);
    assertThat(server.keys("*")).isEmpty();
  }

  @Test
  public void movesThePointerOnlyFromWhatItWas() {
    store().publish(table.of(4, 1));
    store().publish(table.of(5, 1));
    Optional<RedisPointer> before = model().pointer();
    RedisPointer back =
        new RedisPointer(
            before.orElseThrow().previous().orElseThrow(), Optional.empty(), Optional.empty());
    store().rollback(DELAY);
    assertThat(model().move(before, back)).as("another has moved it").isFalse();
    RedisPointer gone =
        new RedisPointer(
            RedisLoad.of(table.of(6, 1).generation(), 1), Optional.empty(), Optional.empty());
    assertThatThrownBy(() -> model().move(model().pointer(), gone))
        .hasMessageContaining("is not whole");
    assertThat(store().status(DELAY).current()).hasToString("v2013-07-04-000001");
  }

  /** Fault row 13: a switch that was acknowledged is seen by every look-up after it. */
  @Test
  public void showsEveryOneOfAHundredSwitchesAtOnce() {
    store().publish(table.of(4, 1));
    store().publish(table.of(4, 2));
    try (PredictionCache cache = store().reader(DELAY)) {
      for (int i = 0; i < 50; i++) {
        store().rollback(DELAY);
        assertThat(cache.lookup("row-7").orElseThrow().score()).isEqualTo(1);
        store().release(DELAY);
        store().publish(table.of(4, 2));
        assertThat(cache.lookup("row-7").orElseThrow().score()).isEqualTo(2);
      }
    }
    assertThat(server.keys("pred:*:meta:*")).hasSize(2);
  }

  @Test
  public void keepsAScriptsKeysInOneSlotOfAClusterAndSpreadsTheRows() {
    RedisKeys keys = keys();
    RedisLoad load = RedisLoad.of(table.of(4, 1).generation(), 6_400);
    int slot = JedisClusterCRC16.getSlot(keys.pointer());
    assertThat(JedisClusterCRC16.getSlot(keys.meta(load))).isEqualTo(slot);
    assertThat(JedisClusterCRC16.getSlot(keys.loads())).isEqualTo(slot);
    List<Integer> slots = new ArrayList<>();
    for (int bucket = 0; bucket < load.buckets(); bucket++) {
      slots.add(JedisClusterCRC16.getSlot(keys.bucket(load, bucket)));
    }
    assertThat(slots.stream().distinct().count()).isGreaterThan(90);
  }

  @Test
  public void storesHashesCompactly() {
    store().publish(table.of(4, 1));
    assertThat(server.keys("pred:flight_delay:*"))
        .allSatisfy(
            key ->
                assertThat(RedisModel.text((byte[]) server.ask("OBJECT", "ENCODING", key)))
                    .isIn("ziplist", "listpack"));
  }

  /** The package's documentation gives these commands; whoever reads with them sees the same. */
  @Test
  public void isReadByTheCommandsThatOtherLanguagesAreTold() {
    store().publish(table.of(4, 1));
    String current =
        RedisModel.text((byte[]) server.ask("HGET", "pred:{flight_delay}:cur", "current"));
    List<String> part = List.of(current.split(":", -1));
    CRC32 crc = new CRC32();
    crc.update(RedisModel.bytes("row-57"));
    String bucket =
        "pred:flight_delay:%s:%s:%d"
            .formatted(part.get(0), part.get(1), crc.getValue() % Integer.parseInt(part.get(2)));
    assertThat(RedisModel.text((byte[]) server.ask("HGET", bucket, "row-57")))
        .isEqualTo("[1.0,\"late\"]");
  }

  @Test
  public void spreadsKeysOverHashesThatStayCompact() {
    RedisLoad load = RedisLoad.of(table.of(4, 1).generation(), 1_000_000);
    int[] rows = new int[load.buckets()];
    for (int i = 0; i < 1_000_000; i++) {
      rows[load.bucketOf(RedisModel.bytes("2013-07-04-UA-" + i))]++;
    }
    assertThat(Arrays.stream(rows).summaryStatistics())
        .as("none is beyond what is stored compactly")
        .satisfies(hash -> assertThat(hash.getMax()).isLessThanOrEqualTo(128))
        .satisfies(hash -> assertThat(hash.getMin()).isPositive());
  }

  private static void stopAt(Failpoint point, CommittedPredictions predictions) {
    System.setProperty(Failpoint.PROPERTY, point + ":throw");
    try {
      assertThatThrownBy(() -> server.store().publish(predictions))
          .hasMessageContaining(point.name());
    } finally {
      System.clearProperty(Failpoint.PROPERTY);
    }
  }

  private static RedisKeys keys() {
    return new RedisKeys("pred", DELAY);
  }

  private static RedisModel model() {
    return new RedisModel(RedisTestServer.settings(server.endpoint()), DELAY);
  }
}
