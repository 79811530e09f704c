package io.evenkeel.stage.feature;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.explode;
import static org.apache.spark.sql.functions.expr;
import static org.apache.spark.sql.functions.least;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.sequence;

import java.util.List;
import java.util.stream.IntStream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Joins queries to events on keys and a bucket of time, then folds. Time is cut into buckets of a
 * quarter of the longest window; a query asks for the five that its window can touch. So an
 * equi-join meets at most a quarter more events than the windows hold, and a hot key is spread over
 * its buckets. The cost grows with queries x events in a window.
 *
 * <p>The idea of equi-joining on time buckets is FeatureByte's, with two buckets of a whole window.
 */
final class BucketJoin implements WindowStrategy {
  private static final int BUCKETS_IN_A_WINDOW = 4;
  private static final String BUCKET = "__bucket";

  @Override
  public Dataset<Row> fold(
      WindowGroup group, List<Partial> partials, Dataset<Row> events, Dataset<Row> queries) {
    long width = Math.max(1, Sql.micros(group.longest()) / BUCKETS_IN_A_WINDOW);
    Dataset<Row> asked =
        queries
            .withColumn(Names.START, earliest(group))
            .withColumn(
                BUCKET,
                explode(sequence(bucket(Names.START, width), bucket(Names.END + " - 1", width))));
    Dataset<Row> offered = events.withColumn(BUCKET + "_of", bucket(Names.TIME, width));
    Column met =
        Sql.keysMeet(group.by())
            .and(col(BUCKET).equalTo(col(BUCKET + "_of")))
            .and(col(Names.TIME).geq(col(Names.START)))
            .and(col(Names.TIME).lt(col(Names.END)))
            .and(group.visible());
    List<Column> folds = partials.stream().map(p -> p.over(inWindow(group, p.window()))).toList();
    return asked
        .join(offered, met)
        .groupBy(Sql.named(group.queryColumns()))
        .agg(folds.get(0), folds.subList(1, folds.size()).toArray(Column[]::new));
  }

  @Override
  public boolean readsOnce(WindowGroup group) {
    return true;
  }

  private static Column bucket(String micros, long width) {
    return expr("(%s) div %dL".formatted(micros, width));
  }

  private static Column earliest(WindowGroup group) {
    Column[] starts =
        IntStream.range(0, group.windows().size())
            .mapToObj(i -> col(Names.start(i)))
            .toArray(Column[]::new);
    return starts.length == 1 ? starts[0] : least(starts);
  }

  private static Column inWindow(WindowGroup group, int window) {
    // The join has already left out what is before the only window.
    return group.windows().size() == 1 ? lit(true) : col(Names.TIME).geq(col(Names.start(window)));
  }
}
