package io.evenkeel.bench;

import io.evenkeel.run.Claim;
import io.evenkeel.run.Generation;
import io.evenkeel.run.RunId;
import io.evenkeel.run.Slot;
import io.evenkeel.stage.cache.CommittedPredictions;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Locale;
import org.apache.spark.sql.SparkSession;

/** A Delta table of one day's predictions, in four files. */
record BenchPredictions(SparkSession spark, Path path, int rows) implements AutoCloseable {
  static final String MODEL = "flight_delay";

  private static final int FILES = 4;
  private static final LocalDate DAY = LocalDate.of(2013, 7, 4);

  static BenchPredictions make(Path folder, int rows) {
    SparkSession spark = session(folder);
    Path path = folder.resolve("predictions");
    spark
        .range(0, rows, 1, FILES)
        .selectExpr(
            "'" + MODEL + "' as model",
            "date'" + DAY + "' as score_date",
            "1 as generation",
            "concat('2013-07-04-UA-', id, '-EWR') as row_id",
            "(id * 7919 % 1000003) / 1000003.0D as score",
            "if(id % 3 = 0, 'late', 'punctual') as class")
        .write()
        .format("delta")
        .partitionBy("model", "score_date")
        .save(path.toString());
    return new BenchPredictions(spark, path, rows);
  }

  /** Returns a session of two tasks at once that writes Delta tables. */
  static SparkSession session(Path folder) {
    return BenchSession.withDelta()
        .config("spark.sql.warehouse.dir", folder.resolve("warehouse").toString())
        .config("spark.databricks.delta.snapshotPartitions", 2)
        .getOrCreate();
  }

  static String key(int row) {
    return "2013-07-04-UA-" + row + "-EWR";
  }

  CommittedPredictions day() {
    Slot slot = new Slot(MODEL, "champion", DAY);
    Claim claim = new Claim(slot, new Generation(1), RunId.next(Instant.EPOCH));
    return new CommittedPredictions(spark, path.toString(), 0, claim, rows);
  }

  /** Writes each row under a key of its own, which names the generation as a load's keys do. */
  void writePlain(BenchRedis redis) {
    String start = "pred:" + MODEL + ":v" + DAY + "-000001:";
    redis.set(rows, row -> start + key(row), BenchPredictions::value);
  }

  /** Returns the length of all keys and values. */
  long bytes() {
    long bytes = 0;
    for (int row = 0; row < rows; row++) {
      bytes += key(row).length() + value(row).getBytes(StandardCharsets.UTF_8).length;
    }
    return bytes;
  }

  private static String value(int row) {
    double score = row * 7919L % 1000003 / 1000003.0;
    return String.format(Locale.ROOT, "[%s,\"%s\"]", score, row % 3 == 0 ? "late" : "punctual");
  }

  @Override
  public void close() {
    spark.stop();
  }
}
