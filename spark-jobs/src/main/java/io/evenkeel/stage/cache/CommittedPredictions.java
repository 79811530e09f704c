package io.evenkeel.stage.cache;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;

import io.evenkeel.fault.EvenkeelException;
import io.evenkeel.fault.Fault;
import io.evenkeel.run.Claim;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/**
 * One slot's predictions at the version of the table that its publishing committed.
 *
 * @param table path of the predictions table
 * @param version of the table
 * @param rows how many rows were audited
 */
public record CommittedPredictions(
    SparkSession spark, String table, long version, Claim claim, long rows) {

  CacheGeneration generation() {
    return new CacheGeneration(claim.slot().scoreDate(), claim.generation());
  }

  String model() {
    return claim.slot().model();
  }

  /**
   * Returns {@code key} BINARY (the row id in UTF-8), {@code score} DOUBLE and {@code class}
   * STRING.
   */
  Dataset<Row> entries() {
    return spark
        .read()
        .format("delta")
        .option("versionAsOf", version)
        .load(table)
        .where(col("model").equalTo(lit(model())))
        .where(col("score_date").equalTo(lit(claim.slot().scoreDate())))
        .where(col("generation").equalTo(lit(claim.generation().number())))
        .select(col("row_id").cast("binary").as("key"), col("score"), col("class"));
  }

  /** Returns the failure of a table that has another number of rows than were audited. */
  EvenkeelException differs(long found) {
    return EvenkeelException.of(
            Fault.INTERNAL,
            "Version %d of %s has %,d rows of %s where %,d were audited"
                .formatted(version, table, found, claim, rows))
        .safe("Readers are served the generation that was live.");
  }

  /**
   * Returns {@link #entries} in the given number of partitions, of which each is sorted, and its
   * keys are all smaller than the next one's, as unsigned bytes.
   */
  Dataset<Row> sorted(int partitions) {
    return entries().repartitionByRange(partitions, col("key")).sortWithinPartitions("key");
  }
}
