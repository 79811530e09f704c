package io.evenkeel.stage.cache;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.octet_length;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.functions.when;

import io.evenkeel.fault.EvenkeelException;
import io.evenkeel.fault.Fault;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Row;

/** Whether a server can take a generation, asked before anything is written to it. */
record RedisPreflight(RedisModel model, CommittedPredictions predictions) {
  /** Longest text of a double, and the brackets, quotes and comma of a value. */
  private static final int VALUE_BYTES = 30;

  /** Lengths in a compact hash, before and after each key and value. */
  private static final int COMPACT_BYTES = 4;

  /** A hash's own key, and what the allocator rounds it up by. */
  private static final int BUCKET_BYTES = 700;

  /** Length of a key or value beyond which its hash is not stored compactly. */
  private static final int COMPACT_LENGTH = 64;

  /** What a row of such a hash needs more. */
  private static final int LOOSE_BYTES = 90;

  /**
   * Returns what the server says of itself.
   *
   * @throws EvenkeelException with fault RETRYABLE, if it has not the memory, would throw keys
   *     away, or cannot be written; INTERNAL, if the table has not the rows that were audited
   */
  RedisFacts run() {
    long needed = needed();
    RedisFacts facts = model.ask(RedisFacts::of);
    List<String> problems = new ArrayList<>();
    if (!facts.role().equals("master")) {
      problems.add("%s is a replica, which cannot be written".formatted(model.endpoint()));
    }
    if (facts.limited() && !facts.policy().equals("noeviction")) {
      problems.add(
          "%s throws keys away when its memory is full (maxmemory-policy %s); predictions would be lost without a word"
              .formatted(model.endpoint(), facts.policy()));
    }
    if (facts.free() < needed) {
      problems.add(
          "%s has %s left of %s; %,d rows need about %s beside what is live"
              .formatted(
                  model.endpoint(),
                  RedisFacts.megabytes(facts.free()),
                  RedisFacts.megabytes(facts.limit()),
                  predictions.rows(),
                  RedisFacts.megabytes(needed)));
    }
    if (!problems.isEmpty()) {
      throw EvenkeelException.of(Fault.RETRYABLE, problems)
          .safe("Nothing was written to Redis; readers are served the generation that was live.")
          .next("Raise maxmemory, or set maxmemory-policy noeviction; then repeat the command.");
    }
    return facts;
  }

  /** An upper bound for doubles of any length; most need a tenth less. */
  private long needed() {
    Column key = octet_length(col("row_id"));
    Column name = coalesce(octet_length(col("class")), lit(0));
    Column isLong = key.gt(COMPACT_LENGTH).or(name.gt(COMPACT_LENGTH - VALUE_BYTES));
    Row size =
        predictions
            .entries()
            .agg(count(lit(1)), coalesce(sum(key.plus(name)), lit(0L)), count(when(isLong, lit(1))))
            .first();
    long rows = size.getLong(0);
    if (rows != predictions.rows()) {
      throw predictions.differs(rows);
    }
    long loose = Math.min(rows, size.getLong(2) * RedisLoad.BUCKET_ROWS);
    return size.getLong(1)
        + rows * (VALUE_BYTES + COMPACT_BYTES)
        + (rows / RedisLoad.BUCKET_ROWS + 1) * BUCKET_BYTES
        + loose * LOOSE_BYTES;
  }
}
