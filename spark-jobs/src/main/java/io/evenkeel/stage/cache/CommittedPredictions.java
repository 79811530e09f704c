package io.evenkeel.stage.cache;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;

import io.evenkeel.fault.EvenkeelException;
import io.evenkeel.fault.Fault;
import io.evenkeel.run.Claim;
import java.util.List;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.catalyst.InternalRow;

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

  /** Returns {@code row_id} STRING, {@code score} DOUBLE and {@code class} STRING. */
  Dataset<Row> entries() {
    return spark
        .read()
        .format("delta")
        .option("versionAsOf", version)
        .load(table)
        .where(col("model").equalTo(lit(model())))
        .where(col("score_date").equalTo(lit(claim.slot().scoreDate())))
        .where(col("generation").equalTo(lit(claim.generation().number())))
        .select(col("row_id"), col("score"), col("class"));
  }

  /** Returns {@link #entries} as Spark has them, without a Java object for each value. */
  static JavaRDD<InternalRow> rows(Dataset<Row> entries) {
    return entries.queryExecution().toRdd().toJavaRDD();
  }

  /**
   * Runs tasks that load the rows, and returns what they returned.
   *
   * @param target into what, for an error
   * @throws EvenkeelException with fault RETRYABLE, if a task fails
   */
  <T> List<T> loaded(JavaRDD<T> tasks, Object target) {
    try {
      return tasks.collect();
    } catch (Exception e) { // Spark throws checked exceptions that its methods do not declare.
      throw EvenkeelException.of(
              Fault.RETRYABLE,
              "Could not load %s into %s: %s".formatted(generation(), target, reason(e)))
          .safe("Readers are served the generation that was live.")
          .next("Run the same command again.")
          .causedBy(e);
    }
  }

  private static String reason(Throwable failure) {
    Throwable deepest = failure;
    while (deepest.getCause() != null && !(deepest instanceof EvenkeelException)) {
      deepest = deepest.getCause();
    }
    return String.valueOf(deepest.getMessage());
  }

  /** Returns the failure of a table that has another number of rows than were audited. */
  EvenkeelException differs(long found) {
    return EvenkeelException.of(
            Fault.INTERNAL,
            "Version %d of %s has %,d rows of %s where %,d were audited"
                .formatted(version, table, found, claim, rows))
        .safe("Readers are served the generation that was live.");
  }
}
