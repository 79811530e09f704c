package io.evenkeel.bench;

import io.evenkeel.stage.cache.CacheStore;
import io.evenkeel.stage.cache.CommittedPredictions;
import io.evenkeel.stage.cache.LoadAlone;
import io.evenkeel.stage.cache.RedisSettings;
import io.evenkeel.stage.cache.RedisStore;
import io.evenkeel.stage.cache.RocksStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * What it takes to fill a cache and to read from it: {@code tests/bench/run CacheBench [rows
 * [rounds]]}, 1,000,000 rows and 3 rounds unless told otherwise. It starts {@code redis-server} and
 * {@code redis-benchmark}, which must be on the path (Debian: redis-server, redis-tools).
 */
final class CacheBench {
  private static final int ROWS = 1_000_000;
  private static final int ROUNDS = 3;
  private static final int WRITERS = 4;
  private static final int COMMANDS = 64;
  private static final int BYTES = 1_000_000;

  private CacheBench() {}

  public static void main(String[] arguments) throws Exception {
    int rows = arguments.length > 0 ? Integer.parseInt(arguments[0]) : ROWS;
    int rounds = arguments.length > 1 ? Integer.parseInt(arguments[1]) : ROUNDS;
    Path folder = Files.createTempDirectory("cache-bench");
    try (BenchPredictions table = BenchPredictions.make(folder, rows);
        BenchRedis redis = BenchRedis.start(folder)) {
      load(table, redis, folder, rounds);
      memory(table, redis);
      lookUp(table, redis, folder);
    }
  }

  private static void load(BenchPredictions table, BenchRedis redis, Path folder, int rounds)
      throws Exception {
    AtomicInteger next = new AtomicInteger();
    CommittedPredictions day = table.day();
    RedisStore overNetwork = redisStore(redis);
    RocksStore embedded = new RocksStore(folder.resolve("embedded"));
    Map<String, Measurements> taken =
        new Comparison("Loading %,d predictions into a cache".formatted(table.rows()), rounds)
            .alternative("redis-benchmark: plain SET", () -> redis.benchmark(table.rows()))
            .alternative("read the table's rows", () -> LoadAlone.read(day))
            .alternative(
                "Redis: load",
                () -> {
                  redis.flush();
                  LoadAlone.redis(overNetwork, day);
                })
            .alternative(
                "Redis: whole publish",
                () -> {
                  redis.flush();
                  publish(overNetwork, day);
                })
            .alternative("Redis: verify", () -> overNetwork.verify(BenchPredictions.MODEL))
            .alternative(
                "RocksDB: load",
                () ->
                    LoadAlone.embedded(
                        new RocksStore(folder.resolve("l" + next.incrementAndGet())), day))
            .alternative(
                "RocksDB: whole publish",
                () -> {
                  embedded.drop(BenchPredictions.MODEL);
                  publish(embedded, day);
                })
            .alternative("RocksDB: verify", () -> embedded.verify(BenchPredictions.MODEL))
            .run();
    taken.forEach(
        (name, measured) ->
            System.out.printf(
                Locale.ROOT, "%-34s %,12.0f rows/s%n", name, table.rows() / measured.wall()));
  }

  private static void memory(BenchPredictions table, BenchRedis redis) {
    redis.flush();
    long before = redis.usedMemory();
    publish(redisStore(redis), table.day());
    long hashes = redis.usedMemory() - before;
    redis.flush();
    before = redis.usedMemory();
    table.writePlain(redis);
    long plain = redis.usedMemory() - before;
    System.out.printf(
        Locale.ROOT,
        "%nmemory: %.1f bytes a row in hashes, %.1f as plain keys: %.2f of it; keys and values have %.1f%n",
        hashes / (double) table.rows(),
        plain / (double) table.rows(),
        hashes / (double) plain,
        table.bytes() / (double) table.rows());
  }

  private static void lookUp(BenchPredictions table, BenchRedis redis, Path folder) {
    redis.flush();
    CacheStore overNetwork = redisStore(redis);
    CacheStore embedded = new RocksStore(folder.resolve("lookup"));
    System.out.println("\n| look-up of one row | p50 us | p99 us | p99.9 us |\n|---|---|---|---|");
    for (CacheStore store : new CacheStore[] {embedded, overNetwork}) {
      publish(store, table.day());
      System.out.println(LookupTimes.of(store, table).line(store.getClass().getSimpleName()));
    }
  }

  private static RedisStore redisStore(BenchRedis redis) {
    return new RedisStore(new RedisSettings(redis.endpoint(), "pred", WRITERS, COMMANDS, BYTES));
  }

  private static void publish(CacheStore store, CommittedPredictions day) {
    if (store.publish(day) != CacheStore.Outcome.LIVE) {
      throw new IllegalStateException("%s did not take the day".formatted(store));
    }
  }
}
