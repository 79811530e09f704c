package io.evenkeel.stage.cache;

import io.evenkeel.concurrent.SideBySide;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import redis.clients.jedis.BuilderFactory;
import redis.clients.jedis.Connection;
import redis.clients.jedis.Protocol.Command;

/** Compares what Redis holds of a load with the checksums that were written beside it. */
record RedisReadBack(RedisModel model, RedisLoad load) {
  private static final int NAMED = 20;

  /** How much of a hash is looked at. */
  enum Depth {
    /** How many fields it has; quick enough for somebody who waits. */
    COUNTS,
    /** Every byte. */
    CONTENT
  }

  /** Returns one line for each hash that is missing or differs; at most 20, and how many more. */
  List<String> differences(EntryChecksum.Total expected, Depth depth) {
    List<RedisGroupCheck> checks =
        eachGroup(connection -> group -> check(connection, group, depth));
    List<String> problems =
        new ArrayList<>(checks.stream().flatMap(check -> check.problems().stream()).toList());
    EntryChecksum.Total noted =
        checks.stream()
            .map(RedisGroupCheck::noted)
            .reduce(EntryChecksum.Total.NONE, EntryChecksum.Total::plus);
    if (!noted.equals(expected)) {
      problems.add(
          "%s: %s has checksums of %,d rows, not those of the %,d that were loaded"
              .formatted(model.endpoint(), load, noted.entries(), expected.entries()));
    }
    return problems.size() <= NAMED ? problems : shortened(problems);
  }

  /** Makes every key of the load stay; returns how many hashes of rows are not there. */
  long persist() {
    return eachGroup(connection -> group -> persist(connection, group)).stream()
        .mapToLong(Long::longValue)
        .sum();
  }

  private RedisGroupCheck check(Connection connection, int group, Depth depth) {
    RedisGroupCheck check = new RedisGroupCheck(model);
    RedisPipeline pipeline = new RedisPipeline(connection, model.settings());
    RedisSums.read(connection, model.keys().sums(load, group))
        .forEach(
            (bucket, sum) -> {
              byte[] key = model.keys().bucket(load, bucket);
              if (depth == Depth.CONTENT) {
                pipeline.send(Command.HGETALL, reply -> check.content(key, sum, reply), key);
              } else {
                pipeline.send(Command.HLEN, reply -> check.count(key, sum, reply), key);
              }
            });
    pipeline.finish();
    return check;
  }

  private Long persist(Connection connection, int group) {
    RedisPipeline pipeline = new RedisPipeline(connection, model.settings());
    byte[] sums = model.keys().sums(load, group);
    long[] missing = new long[1];
    for (int bucket : RedisSums.read(connection, sums).keySet()) {
      byte[] key = model.keys().bucket(load, bucket);
      pipeline.send(
          Command.PERSIST,
          reply -> missing[0] += BuilderFactory.LONG.build(reply) == 1 ? 0 : 1,
          key);
    }
    pipeline.send(Command.PERSIST, reply -> {}, sums);
    pipeline.finish();
    return missing[0];
  }

  /** Does something for each group of hashes: several connections take the groups in turn. */
  private <T> List<T> eachGroup(Function<Connection, Function<Integer, T>> work) {
    int threads = Math.min(model.settings().writers(), load.groups());
    List<Supplier<List<T>>> shares =
        IntStream.range(0, threads)
            .<Supplier<List<T>>>mapToObj(
                share ->
                    () -> model.ask(connection -> share(share, threads, work.apply(connection))))
            .toList();
    return SideBySide.take("Checking " + load, threads, shares).stream()
        .flatMap(List::stream)
        .toList();
  }

  private <T> List<T> share(int first, int step, Function<Integer, T> work) {
    List<T> results = new ArrayList<>();
    for (int group = first; group < load.groups(); group += step) {
      results.add(work.apply(group));
    }
    return results;
  }

  private static List<String> shortened(List<String> problems) {
    List<String> few = new ArrayList<>(problems.subList(0, NAMED));
    few.add("and %,d more".formatted(problems.size() - NAMED));
    return few;
  }
}
