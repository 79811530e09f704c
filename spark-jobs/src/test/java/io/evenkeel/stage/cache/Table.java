package io.evenkeel.stage.cache;

import io.evenkeel.SparkTestSession;
import io.evenkeel.run.Claim;
import io.evenkeel.run.Generation;
import io.evenkeel.run.RunId;
import io.evenkeel.run.Slot;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.StructType;

/** A real Delta table of predictions, as far as a cache reads it, in one commit. */
final class Table {
  static final String DELAY = "flight_delay";
  static final int ROWS = 300;

  private static final StructType SCHEMA =
      StructType.fromDDL(
          "model STRING, score_date DATE, generation INT, row_id STRING, score DOUBLE, class STRING");

  private final SparkSession spark = SparkTestSession.session();
  private final List<Row> rows = new ArrayList<>();
  private final String path;

  /**
   * Has, for model {@link #DELAY}, the fourth to the sixth of July 2013 and generations 1 to 6,
   * keys row-0 to row-299, whose scores are the generation.
   */
  Table(Path folder) {
    this.path = folder.resolve("predictions").toString();
    for (int day = 4; day <= 6; day++) {
      for (int generation = 1; generation <= 6; generation++) {
        for (int i = 0; i < ROWS; i++) {
          add(DELAY, day, generation, "row-" + i, generation, "late");
        }
      }
    }
  }

  Table add(String model, int day, int generation, String key, double score, String name) {
    rows.add(RowFactory.create(model, day(day), generation, key, score, name));
    return this;
  }

  Table commit() {
    spark.createDataFrame(rows, SCHEMA).repartition(2).write().format("delta").save(path);
    return this;
  }

  CommittedPredictions of(int day, int generation) {
    return of(DELAY, day, generation, ROWS);
  }

  CommittedPredictions of(String model, int day, int generation, int count) {
    Slot slot = new Slot(model, "champion", day(day));
    Claim claim = new Claim(slot, new Generation(generation), RunId.next(Instant.EPOCH));
    return new CommittedPredictions(spark, path, 0, claim, count);
  }

  private static LocalDate day(int day) {
    return LocalDate.of(2013, 7, day);
  }
}
