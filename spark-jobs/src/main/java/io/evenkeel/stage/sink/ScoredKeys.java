package io.evenkeel.stage.sink;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.xxhash64;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.stream.StreamSupport;
import org.apache.spark.api.java.function.PairFlatMapFunction;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.catalyst.InternalRow;
import scala.Tuple2;

/**
 * What one pass over the scored rows' keys and scores finds. Tasks bring hashes together by their
 * remainder, as plain numbers, and sort those: the hashes that are summed tell whether any repeats.
 *
 * @param tally of the rows
 * @param invalid rows without a row id, or whose score is null or NaN
 * @param repeated rows whose hash another has, too, but for one each; 0 only where no row id
 *     repeats
 */
record ScoredKeys(RowTally tally, long invalid, long repeated) implements Serializable {
  /** A task sorts hashes of about as many bytes of files: some million rows. */
  private static final long BYTES_A_PART = 16 << 20;

  private static final ScoredKeys NONE = new ScoredKeys(RowTally.NONE, 0, 0);

  /**
   * Counts the rows.
   *
   * @param rows with keys and scores
   * @param bytes of the files that have them
   */
  static ScoredKeys of(Dataset<Row> rows, long bytes) {
    int parts = (int) (bytes / BYTES_A_PART) + 1;
    Column valid =
        col("row_id").isNotNull().and(col("score").isNotNull()).and(not(col("score").isNaN()));
    var keys =
        (org.apache.spark.sql.classic.Dataset<Row>)
            rows.select(xxhash64(coalesce(col("row_id"), lit(""))), valid);
    return keys
        .queryExecution()
        .toRdd()
        .toJavaRDD()
        .mapPartitionsToPair(new Split(parts))
        .groupByKey(parts)
        .map(hashes -> ScoredKeys.of(hashes._2()))
        .collect()
        .stream()
        .reduce(NONE, ScoredKeys::plus);
  }

  /** Makes a task's rows one list of hashes for each remainder. */
  private record Split(int parts)
      implements PairFlatMapFunction<Iterator<InternalRow>, Integer, KeyHashes> {
    @Override
    public Iterator<Tuple2<Integer, KeyHashes>> call(Iterator<InternalRow> rows) {
      List<KeyHashes> split = new ArrayList<>();
      for (int part = 0; part < parts; part++) {
        split.add(new KeyHashes());
      }
      while (rows.hasNext()) {
        InternalRow row = rows.next();
        long hash = row.getLong(0);
        split.get(Math.floorMod(hash, parts)).add(hash, row.getBoolean(1));
      }
      List<Tuple2<Integer, KeyHashes>> numbered = new ArrayList<>();
      for (int part = 0; part < parts; part++) {
        numbered.add(new Tuple2<>(part, split.get(part)));
      }
      return numbered.iterator();
    }
  }

  private static ScoredKeys of(Iterable<KeyHashes> tasks) {
    KeyHashes all = new KeyHashes();
    StreamSupport.stream(tasks.spliterator(), /* parallel= */ false).forEach(all::addAll);
    return new ScoredKeys(all.tally(), all.invalid(), all.repeated());
  }

  private ScoredKeys plus(ScoredKeys other) {
    return new ScoredKeys(
        tally.plus(other.tally), invalid + other.invalid, repeated + other.repeated);
  }
}
