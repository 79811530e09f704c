package io.evenkeel.stage.feature;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lead;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.min;
import static org.apache.spark.sql.functions.row_number;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.when;
import static org.apache.spark.sql.functions.xxhash64;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.expressions.Window;
import org.apache.spark.sql.expressions.WindowSpec;
import org.apache.spark.sql.functions;

/**
 * De-duplication that holds for every prediction moment at once. "Of the versions known at {@code
 * as_of} keep the latest" means that a version counts from the instant at which it is known until
 * the next one is, so each version gets that interval, once for the source instead of once for each
 * query.
 */
final class Versions {
  /** True for a version that meets the source's {@code where}. */
  static final String COUNTS = "__counts";

  private static final String IDENTIFIED = "__identified";
  private static final String SALT = "__salt";
  private static final String NEXT = "__next";
  private static final String LAST = "__last";
  private static final String COPY = "__copy";

  private Versions() {}

  /** The column of the i-th expression of {@code dedup.key}. */
  static String key(int i) {
    return "__dedup" + i;
  }

  /**
   * Returns the versions that count, with {@link Names#UNTIL} and {@link Names#TIED}. Versions
   * known at the same instant are one where they agree in all columns, else each is tied. An event
   * with a null in its key cannot be identified and stays as it is.
   *
   * @param versions described events with {@link #COUNTS} and the dedup keys; {@link Names#KNOWN}
   *     is never null
   */
  static Dataset<Row> settle(Dataset<Row> versions, int keys) {
    List<String> described = new ArrayList<>(Arrays.asList(versions.columns()));
    List<Column> dedup = IntStream.range(0, keys).mapToObj(i -> col(key(i))).toList();
    Column everything = struct(Sql.named(described));
    Dataset<Row> salted =
        versions
            .withColumn(IDENTIFIED, Sql.all(dedup.stream().map(Column::isNotNull).toList()))
            // Unidentified events would meet in one partition; what they hold spreads them.
            .withColumn(SALT, when(col(IDENTIFIED), lit(0L)).otherwise(xxhash64(everything)));
    List<Column> event = new ArrayList<>(dedup);
    event.add(col(SALT));
    List<Column> instant = new ArrayList<>(event);
    instant.add(col(Names.KNOWN));
    WindowSpec byEvent = Window.partitionBy(event.toArray(Column[]::new));
    WindowSpec byInstant = Window.partitionBy(instant.toArray(Column[]::new));
    WindowSpec ordered = byEvent.orderBy(col(Names.KNOWN));
    Dataset<Row> judged =
        salted
            .withColumn(NEXT, lead(col(Names.KNOWN), 1).over(ordered))
            .withColumn(LAST, count(when(col(NEXT).isNull(), lit(1))).over(byInstant))
            .withColumn(
                Names.UNTIL,
                when(
                    col(IDENTIFIED).and(col(LAST).equalTo(lit(0L))),
                    max(col(NEXT)).over(byInstant)))
            .withColumn(
                Names.TIED,
                col(IDENTIFIED)
                    .and(min(everything).over(byInstant).notEqual(max(everything).over(byInstant))))
            .withColumn(COPY, row_number().over(byInstant.orderBy(col(Names.KNOWN))));
    Dataset<Row> kept =
        judged.filter(
            col(COUNTS)
                .and(
                    functions
                        .not(col(IDENTIFIED))
                        .or(col(Names.TIED))
                        .or(col(COPY).equalTo(lit(1)))));
    List<String> internal = new ArrayList<>(List.of(COUNTS, IDENTIFIED, SALT, NEXT, LAST, COPY));
    IntStream.range(0, keys).forEach(i -> internal.add(key(i)));
    return Sql.without(kept, internal);
  }
}
