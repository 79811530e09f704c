package io.evenkeel.stage.feature;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.explode;
import static org.apache.spark.sql.functions.expr;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.sequence;

import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Joins queries to events on keys and a bucket of time, then folds. Time is cut into buckets of a
 * quarter of a group's longest window; a query asks for the five that its window can touch. So an
 * equi-join meets at most a quarter more events than the windows hold, and a hot key is spread over
 * its buckets. The cost grows with queries x events in a window.
 *
 * <p>The idea of equi-joining on time buckets is FeatureByte's, with two buckets of a whole window.
 */
final class BucketJoin implements WindowStrategy {
  private static final int BUCKETS_IN_A_WINDOW = 4;
  private static final String WIDTH = "__width";
  private static final String BUCKET = "__bucket";
  private static final String BUCKET_OF = "__bucket_of";

  @Override
  public Dataset<Row> fold(
      WindowBundle bundle, List<WindowGroup> asked, Dataset<Row> events, Dataset<Row> spine) {
    Dataset<Row> questions =
        bundle
            .queries(asked, spine)
            .withColumn(WIDTH, WindowBundle.of(asked, BucketJoin::width))
            .withColumn(
                BUCKET, explode(sequence(bucket(Names.START), bucket("(" + Names.END + " - 1)"))));
    Dataset<Row> offered =
        bundle
            .offered(asked, events)
            .withColumn(WIDTH, WindowBundle.choose(asked, BucketJoin::width, Names.OFFERED))
            .withColumn(BUCKET_OF, bucket(Names.TIME))
            .drop(WIDTH);
    Column met =
        WindowBundle.meet(asked)
            .and(col(BUCKET).equalTo(col(BUCKET_OF)))
            .and(col(Names.TIME).geq(col(Names.START)))
            .and(col(Names.TIME).lt(col(Names.END)))
            .and(bundle.visible());
    List<Column> folds = new ArrayList<>();
    asked.forEach(
        group ->
            group.partials().forEach(p -> folds.add(p.over(inWindow(asked, group, p.window())))));
    return questions
        .drop(WIDTH)
        .join(offered, met)
        .groupBy(Sql.named(WindowBundle.queryColumns(asked)))
        .agg(folds.get(0), folds.subList(1, folds.size()).toArray(Column[]::new));
  }

  private static Column width(WindowGroup group) {
    return lit(Math.max(1, Sql.micros(group.longest()) / BUCKETS_IN_A_WINDOW));
  }

  private static Column bucket(String micros) {
    return expr("%s div %s".formatted(micros, WIDTH));
  }

  private static Column inWindow(List<WindowGroup> asked, WindowGroup group, int window) {
    Column mine = asked.size() == 1 ? lit(true) : col(Names.GROUP).equalTo(lit(group.number()));
    // The join has already left out what is before a group's only window.
    return group.windows().size() == 1
        ? mine
        : mine.and(col(Names.TIME).geq(col(Names.start(window))));
  }
}
