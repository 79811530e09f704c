package io.evenkeel.stage.feature;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;

import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** Engines with one defect each, to see whether it is found. */
public final class WrongEngines {
  private static final long DAY = 86_400_000_000L;
  private static final long HOUR = 3_600_000_000L;

  private WrongEngines() {}

  /** Sees a day beyond the prediction moment. */
  public static FeatureEngine seesTomorrow() {
    WindowStrategy sound = new BucketJoin();
    return new FeatureEngine(
        (group, events, queries) ->
            sound.fold(group, events, later(later(queries, Names.END, DAY), Names.SEEN, DAY)));
  }

  /** Forgets the first hour of each window. */
  public static FeatureEngine forgetsAnHour() {
    WindowStrategy sound = new BucketJoin();
    return new FeatureEngine(
        (group, events, queries) -> {
          Dataset<Row> shorter = queries;
          for (int i = 0; i < group.windows().size(); i++) {
            shorter = later(shorter, Names.start(i), HOUR);
          }
          return sound.fold(group, events, shorter);
        });
  }

  private static Dataset<Row> later(Dataset<Row> queries, String column, long micros) {
    return queries.withColumn(column, col(column).plus(lit(micros)));
  }
}
