package io.evenkeel.stage.cache;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.crc32;
import static org.apache.spark.sql.functions.lit;

import io.evenkeel.fault.EvenkeelException;
import io.evenkeel.fault.Fault;
import io.evenkeel.run.Failpoint;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.catalyst.InternalRow;

/**
 * Loads a generation beside the live one: preflight, load, read back, make it stay, and write down
 * that it is whole. Until the last step it expires by itself.
 *
 * @param unspreadRows more rows than these are spread by hash before they are sent
 */
record RedisBuild(RedisModel model, CommittedPredictions predictions, long unspreadRows) {
  private static final long UNSPREAD_ROWS = 4_000_000;
  private static final long ROWS_A_PART = 500_000;

  RedisBuild(RedisModel model, CommittedPredictions predictions) {
    this(model, predictions, UNSPREAD_ROWS);
  }

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
    JavaRDD<BucketSums> tasks =
        rows(load)
            .mapPartitions(
                new WriteRedisBuckets(model.settings(), predictions.model(), load.toString()));
    BucketSums sums = new BucketSums(load.buckets());
    predictions.loaded(tasks, model.endpoint()).forEach(sums::add);
    EntryChecksum.Total total = sums.total();
    if (total.entries() != predictions.rows()) {
      throw predictions.differs(total.entries());
    }
    model.ask(
        connection -> {
          RedisSums.write(connection, model, load, sums);
          return total;
        });
    return total;
  }

  /**
   * Returns the rows in as many partitions as there may be writers. A few million rows are taken as
   * they come, and each task sends its share of every hash. More of them would not fit the tasks'
   * memory at once, so that a command would have a row or two: they are spread by hash first.
   */
  private JavaRDD<InternalRow> rows(RedisLoad load) {
    int parallelism = Math.max(predictions.spark().sparkContext().defaultParallelism(), 1);
    int writers = Math.min(model.settings().writers(), parallelism);
    Dataset<Row> entries = predictions.entries();
    if (predictions.rows() > unspreadRows) {
      int parts = Math.toIntExact(predictions.rows() / ROWS_A_PART + 1);
      entries =
          entries.repartition(parts, crc32(col("row_id").cast("binary")).mod(lit(load.buckets())));
    }
    return CommittedPredictions.rows(entries).coalesce(writers);
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
