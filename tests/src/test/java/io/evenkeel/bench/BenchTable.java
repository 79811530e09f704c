package io.evenkeel.bench;

import static org.apache.spark.sql.functions.array;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.expr;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.randn;

import io.evenkeel.feature.FeatureRows;
import java.nio.file.Path;
import java.sql.Timestamp;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/** A Parquet table of row ids and normally distributed floats. */
record BenchTable(SparkSession spark, Path path, int features) {
  private static final int FILES = 4;
  private static final Timestamp AS_OF = Timestamp.valueOf("2026-01-01 20:00:00");

  /** Writes the table. */
  static BenchTable write(SparkSession spark, Path folder, long rows, int features) {
    Stream<Column> floats =
        IntStream.range(0, features)
            .mapToObj(i -> randn(i).cast("float").as(BenchModel.names(features).get(i)));
    Column id = expr("concat('row-', id)").as(FeatureRows.ROW_ID);
    Column[] columns = Stream.concat(Stream.of(id), floats).toArray(Column[]::new);
    Path path = folder.resolve("table-" + features);
    spark.range(0, rows, 1, FILES).select(columns).write().parquet(path.toString());
    return new BenchTable(spark, path, features);
  }

  /** Returns the rows as the feature engine gives them, none with a breach. */
  Dataset<Row> rows() {
    return spark
        .read()
        .parquet(path.toString())
        .withColumn(FeatureRows.AS_OF, lit(AS_OF))
        .withColumn(
            FeatureRows.BREACHES,
            array().cast("array<struct<column: string, reason: string, value: string>>"));
  }

  /** Returns the same rows from a plan that does more than read, as most plans do. */
  Dataset<Row> filteredRows() {
    return rows().where("length(_row_id) > 0");
  }

  /** Returns the table's own columns. */
  Dataset<Row> stored() {
    List<String> names = BenchModel.names(features);
    return spark
        .read()
        .parquet(path.toString())
        .select(
            Stream.concat(Stream.of(FeatureRows.ROW_ID), names.stream())
                .map(name -> col(name))
                .toArray(Column[]::new));
  }
}
