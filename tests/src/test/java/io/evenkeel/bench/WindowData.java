package io.evenkeel.bench;

import static org.apache.spark.sql.functions.expr;

import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.spark.sql.SparkSession;

/**
 * A spine and events of the year 2024, both at random instants, in Parquet files in no order.
 *
 * @param rows of the spine
 * @param events of the source
 * @param keys number of keys, equally frequent
 * @param hotPercent how many of a hundred rows and events have key 0 instead
 * @param hotDays in how many days, from the middle of the year, nine of ten events of key 0 happen
 */
record WindowData(long rows, long events, long keys, int hotPercent, double hotDays) {
  private static final long START = 1_704_067_200_000_000L;
  private static final long DAY = 86_400_000_000L;
  private static final int DAYS = 366;

  /** Keys with equally many events. */
  static WindowData uniform(long rows, long events, long keys) {
    return new WindowData(rows, events, keys, 0, DAYS);
  }

  WindowData twice() {
    return new WindowData(rows, events * 2, keys, hotPercent, hotDays);
  }

  WindowData hot(int percent) {
    return new WindowData(rows, events, keys, percent, DAYS);
  }

  /** Returns the same with nine of ten events of key 0 in an hour. */
  WindowData inAnHour() {
    return new WindowData(rows, events, keys, hotPercent, 1 / 24.0);
  }

  /** Returns a tenth of everything, so with as many events a key. */
  WindowData tenth() {
    return new WindowData(rows / 10, events / 10, Math.max(1, keys / 10), hotPercent, hotDays);
  }

  /** Returns the folder of the table {@code spine} or {@code events}, which it writes if needed. */
  String in(SparkSession spark, String table) {
    Path folder =
        Path.of(
            "tests/target/bench",
            "windows-%d-%d-%d-%d-%.2f".formatted(rows, events, keys, hotPercent, hotDays));
    Path path = folder.resolve(table);
    if (!Files.exists(path.resolve("_SUCCESS"))) {
      boolean spine = table.equals("spine");
      int seed = spine ? 100 : 200;
      spark
          .range(0, spine ? rows : events, 1, spine ? 4 : 8)
          .selectExpr(
              "cast(id as string) as id",
              "if(pmod(xxhash64(id, %1$d), 100) < %2$d, 0, pmod(xxhash64(id, %1$d, 1), %3$d)) as k"
                  .formatted(seed, hotPercent, keys),
              "pmod(xxhash64(id, %d, 2), %dL) as t".formatted(seed, DAYS * DAY),
              "cast(pmod(xxhash64(id, %d, 3), 1000) - 100 as int) as n".formatted(seed))
          .withColumn("ts", expr(spine ? at("t") : "if(k = 0, %s, %s)".formatted(hot(), at("t"))))
          .selectExpr(
              spine
                  ? new String[] {"id", "k", "ts as at", "to_date(ts) as day"}
                  : new String[] {"k", "ts", "n"})
          .write()
          .mode("overwrite")
          .parquet(path.toString());
    }
    return path.toString();
  }

  private static String at(String micros) {
    return "timestamp_micros(%dL + %s)".formatted(START, micros);
  }

  private String hot() {
    return hotDays == DAYS
        ? at("t")
        : at(
            "if(pmod(t, 10) = 0, t, %dL + pmod(t, %dL))"
                .formatted(DAYS / 2 * DAY, (long) (hotDays * DAY)));
  }

  @Override
  public String toString() {
    return "%,d rows, %,d events, %,d keys%s"
        .formatted(
            rows, events, keys, hotPercent == 0 ? "" : ", %d%% of one".formatted(hotPercent));
  }
}
