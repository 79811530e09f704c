package io.evenkeel.stage.feature;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;

import java.util.List;
import java.util.function.BiFunction;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** Engines with one defect each, to see whether it is found. */
public final class WrongEngines {
  private static final long DAY = 86_400_000_000L;
  private static final long HOUR = 3_600_000_000L;

  private WrongEngines() {}

  /** Sees a day beyond the prediction moment. */
  public static FeatureEngine seesTomorrow() {
    return new FeatureEngine(
        new Shifted((group, queries) -> later(later(queries, Names.END, DAY), Names.SEEN, DAY)));
  }

  /** Forgets the first hour of each window. */
  public static FeatureEngine forgetsAnHour() {
    return new FeatureEngine(
        new Shifted(
            (group, queries) -> {
              Dataset<Row> shorter = queries;
              for (int i = 0; i < group.windows().size(); i++) {
                shorter = later(shorter, Names.start(i), HOUR);
              }
              return shorter;
            }));
  }

  private static Dataset<Row> later(Dataset<Row> queries, String column, long micros) {
    return queries.withColumn(column, col(column).plus(lit(micros)));
  }

  /** The sound way, asked for other windows than it should be. */
  private record Shifted(BiFunction<WindowGroup, Dataset<Row>, Dataset<Row>> shift)
      implements WindowStrategy {
    @Override
    public Dataset<Row> fold(
        WindowGroup group, List<Partial> partials, Dataset<Row> events, Dataset<Row> queries) {
      return new BucketJoin().fold(group, partials, events, shift.apply(group, queries));
    }

    @Override
    public boolean readsOnce(WindowGroup group) {
      return new BucketJoin().readsOnce(group);
    }
  }
}
