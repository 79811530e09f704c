package io.evenkeel.stage.feature;

import static org.apache.spark.sql.functions.array;
import static org.apache.spark.sql.functions.array_distinct;
import static org.apache.spark.sql.functions.broadcast;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.explode;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.min;
import static org.apache.spark.sql.functions.pmod;
import static org.apache.spark.sql.functions.sequence;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.functions.when;
import static org.apache.spark.sql.functions.xxhash64;

import io.evenkeel.feature.FeatureRows;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Hot keys, cut into slices of time. A window is the events in the slices at its ends, and whole
 * slices between them: each slice is a key of its own that answers for its events, and what whole
 * slices fold to are events again, of which a hot key has few.
 *
 * @param hot the keys, called as a query's, with {@link Density#CUTS}
 */
record Slices(WindowGroup group, Dataset<Row> hot) {
  private static final String SLICE = "slice";
  private static final String SALT = "salt";
  private static final String OF = "__of_";
  private static final String TOTAL = "__total";
  private static final Column CUTS = col(Density.CUTS);

  /** Tasks over which the queries of a hot key are spread. */
  private static final int SALTS = 16;

  /** Returns the group whose keys are slices; other keys are one slice. */
  WindowGroup bySlice() {
    return by(SLICE);
  }

  /** Returns the group whose events are {@link #totals}. */
  WindowGroup bySalt() {
    return by(SALT);
  }

  private WindowGroup by(String added) {
    List<String> keys = new ArrayList<>(group.by());
    keys.add(Names.RESERVED + added);
    WindowGroup other = new WindowGroup(group.events(), keys, group.endAfter(), group.seenAfter());
    group.windows().forEach(other::window);
    return other;
  }

  private static String source(String added) {
    return Names.sourceKey(Names.RESERVED + added);
  }

  private static String query(String added) {
    return Names.queryKey(Names.RESERVED + added);
  }

  /** Returns events with their slice. */
  Dataset<Row> events(Dataset<Row> events) {
    return onto(events, true)
        .withColumn(source(SLICE), sliceOf(col(Names.TIME)))
        .drop(Density.CUTS);
  }

  /** Returns queries with each slice at an end of a window; other windows start never. */
  Dataset<Row> queries(Dataset<Row> queries) {
    Column last = sliceOf(col(Names.END).minus(lit(1L)));
    List<Column> ends =
        IntStream.range(0, group.windows().size())
            .mapToObj(i -> sliceOf(col(Names.start(i))))
            .collect(Collectors.toCollection(ArrayList::new));
    ends.add(last);
    Dataset<Row> asked =
        onto(queries, false)
            .withColumn(query(SLICE), explode(array_distinct(array(ends.toArray(Column[]::new)))));
    for (int i = 0; i < group.windows().size(); i++) {
      Column start = col(Names.start(i));
      Column slice = col(query(SLICE));
      asked =
          asked.withColumn(
              Names.start(i),
              when(slice.equalTo(sliceOf(start)).or(slice.equalTo(last)), start)
                  .otherwise(lit(Long.MAX_VALUE)));
    }
    return asked.drop(Density.CUTS);
  }

  /** Returns what the slices of hot keys fold to, as events at the slices' starts. */
  Dataset<Row> totals(Dataset<Row> events, List<Partial> partials) {
    Map<String, Column> folds = new LinkedHashMap<>();
    partials.forEach(
        partial -> folds.put(total(partial), partial.over(lit(true)).as(total(partial))));
    List<Column> slice = new ArrayList<>();
    group.by().forEach(key -> slice.add(col(Names.sourceKey(key))));
    slice.add(SliceCuts.start(col(Names.TIME), CUTS).as(Names.TIME));
    List<Column> all = new ArrayList<>(folds.values());
    return onto(events, true)
        .filter(CUTS.isNotNull())
        .groupBy(slice.toArray(Column[]::new))
        .agg(all.get(0), all.subList(1, all.size()).toArray(Column[]::new))
        .withColumn(source(SALT), explode(sequence(lit(0), lit(SALTS - 1))));
  }

  private static String total(Partial partial) {
    return TOTAL + partial.fold() + partial.value();
  }

  /** Returns what is asked of totals. */
  List<Partial> ofTotals(List<Partial> partials) {
    return partials.stream()
        .map(
            p ->
                new Partial(
                    p.name(),
                    p.fold() == Partial.Fold.COUNT ? Partial.Fold.SUM : p.fold(),
                    total(p),
                    p.window()))
        .toList();
  }

  /** Returns queries of hot keys, whose windows are whole slices. */
  Dataset<Row> whole(Dataset<Row> queries) {
    Dataset<Row> asked =
        onto(queries, false)
            .filter(CUTS.isNotNull())
            .withColumn(Names.END, SliceCuts.start(col(Names.END).minus(lit(1L)), CUTS));
    for (int i = 0; i < group.windows().size(); i++) {
      asked = asked.withColumn(Names.start(i), SliceCuts.end(col(Names.start(i)), CUTS));
    }
    return asked
        .withColumn(query(SALT), pmod(xxhash64(col(FeatureRows.AS_OF)), lit(SALTS)).cast("int"))
        .drop(Density.CUTS);
  }

  /** Merges answers of slices and of totals, of which a query may have several. */
  Dataset<Row> merged(Dataset<Row> ends, Dataset<Row> middles, List<Partial> partials) {
    List<Column> merged = new ArrayList<>();
    for (Partial partial : partials) {
      Column part = col(partial.name());
      Column whole =
          switch (partial.fold()) {
            case COUNT -> coalesce(sum(part), lit(0L));
            case SUM -> sum(part).cast(ends.schema().apply(partial.name()).dataType());
            case MIN -> min(part);
            case MAX -> max(part);
            case TRY_SUM, COUNT_DISTINCT ->
                throw new IllegalStateException("%s is not merged".formatted(partial.fold()));
          };
      merged.add(whole.as(partial.name()));
    }
    return ends.drop(query(SLICE))
        .unionByName(middles.drop(query(SALT)))
        .groupBy(Sql.named(group.queryColumns()))
        .agg(merged.get(0), merged.subList(1, merged.size()).toArray(Column[]::new));
  }

  /** Where the slice of an instant starts; other keys have one slice. */
  private static Column sliceOf(Column micros) {
    return coalesce(SliceCuts.start(micros, CUTS), lit(0L));
  }

  private Dataset<Row> onto(Dataset<Row> rows, boolean ofEvents) {
    Dataset<Row> keys = hot;
    Column met = lit(true);
    List<String> others = new ArrayList<>();
    for (String key : group.by()) {
      String own = ofEvents ? Names.sourceKey(key) : Names.queryKey(key);
      String other = OF + key;
      keys = keys.withColumnRenamed(Names.queryKey(key), other);
      met = met.and(col(own).equalTo(col(other)));
      others.add(other);
    }
    return Sql.without(rows.join(broadcast(keys), met, "left"), others);
  }
}
