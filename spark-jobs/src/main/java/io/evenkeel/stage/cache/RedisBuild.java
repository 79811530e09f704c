package io.evenkeel.stage.cache;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.crc32;
import static org.apache.spark.sql.functions.expr;
import static org.apache.spark.sql.functions.lit;

import io.evenkeel.fault.EvenkeelException;
import io.evenkeel.fault.Fault;
import io.evenkeel.run.Failpoint;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;

/**
 * Loads a generation beside the live one: preflight, load, read back, make it stay, and write down
 * that it is whole. Until the last step it expires by itself.
 */
record RedisBuild(RedisModel model, CommittedPredictions predictions) {
  /** Returns the load, which is whole; nobody is led to it. */
  RedisLoad run() {
    RedisRemoval removal = new RedisRemoval(model);
    removal.cleanUnfinished(predictions.generation());
    RedisFacts before = new RedisPreflight(model, predictions).run();
    RedisLoad load = RedisLoad.of(predictions.generation(), predictions.rows());
    model.begin(load);
    EntryChecksum.Total total = loaded(load, removal);
    Failpoint.CACHE_BUILT.reached();
    stay(load, before);
    model.finish(
        load, new RedisMeta(total, predictions.version(), predictions.claim().run().value()));
    Failpoint.CACHE_NAMED.reached();
    return load;
  }

  /** A load that failed frees its memory at once, where the server still answers. */
  private EntryChecksum.Total loaded(RedisLoad load, RedisRemoval removal) {
    try {
      EntryChecksum.Total total = write(load);
      List<String> problems =
          new RedisReadBack(model, load).differences(total, RedisReadBack.Depth.CONTENT);
      if (!problems.isEmpty()) {
        throw RedisModel.damaged(problems);
      }
      return total;
    } catch (RuntimeException e) {
      try {
        removal.remove(load);
      } catch (RuntimeException second) {
        e.addSuppressed(second);
      }
      throw e;
    }
  }

  EntryChecksum.Total write(RedisLoad load) {
    int parallelism = predictions.spark().sparkContext().defaultParallelism();
    int partitions = Math.min(model.settings().writers(), Math.max(parallelism, 1));
    List<String> parts =
        collected(
            byBucket(load, partitions)
                .mapPartitions(
                    new WriteRedisBuckets(model.settings(), predictions.model(), load.toString()),
                    Encoders.STRING()));
    EntryChecksum.Total total =
        parts.stream()
            .map(part -> SortedPart.of(part).total())
            .reduce(EntryChecksum.Total.NONE, EntryChecksum.Total::plus);
    if (total.entries() != predictions.rows()) {
      throw predictions.differs(total.entries());
    }
    return total;
  }

  /** A group's hashes are in one partition, because its checksums are written as one key. */
  private Dataset<Row> byBucket(RedisLoad load, int partitions) {
    return predictions
        .entries()
        .select(
            crc32(col("key")).mod(lit(load.buckets())).cast("int").as("bucket"),
            col("key"),
            col("score"),
            col("class"))
        .repartition(partitions, expr("bucket div " + RedisLoad.GROUP_BUCKETS))
        .sortWithinPartitions("bucket");
  }

  /** Spark throws checked exceptions that its methods do not declare. */
  private List<String> collected(Dataset<String> parts) {
    try {
      return parts.collectAsList();
    } catch (Exception e) {
      throw EvenkeelException.of(
              Fault.RETRYABLE,
              "Could not load %s into %s: %s"
                  .formatted(predictions.generation(), model.endpoint(), reason(e)))
          .safe("Readers are served the generation that was live.")
          .next("Run the same command again.")
          .causedBy(e);
    }
  }

  private static String reason(Throwable failure) {
    Throwable deepest = failure;
    while (deepest.getCause() != null && !(deepest instanceof EvenkeelException)) {
      deepest = deepest.getCause();
    }
    return String.valueOf(deepest.getMessage());
  }

  void stay(RedisLoad load, RedisFacts before) {
    long missing = new RedisReadBack(model, load).persist();
    RedisFacts after = model.ask(RedisFacts::of);
    List<String> problems = new ArrayList<>();
    if (missing > 0) {
      problems.add("%s lost %,d hashes of %s".formatted(model.endpoint(), missing, load));
    }
    if (!after.runId().equals(before.runId())) {
      problems.add("%s was started anew while %s was loaded".formatted(model.endpoint(), load));
    }
    if (after.evicted() != before.evicted()) {
      problems.add(
          "%s threw away %,d keys while %s was loaded"
              .formatted(model.endpoint(), after.evicted() - before.evicted(), load));
    }
    if (!problems.isEmpty()) {
      throw EvenkeelException.of(Fault.RETRYABLE, problems)
          .safe("Readers are served the generation that was live, if the server still has it.")
          .next("./evenkeel cache verify " + predictions.model() + ", then repeat the command");
    }
  }
}
