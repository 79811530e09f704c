package io.evenkeel.stage.sink;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;

import io.evenkeel.delta.CommentedTable;
import io.evenkeel.delta.OnceOnly;
import io.evenkeel.fault.EvenkeelException;
import io.evenkeel.fault.Fault;
import io.evenkeel.run.Claim;
import io.evenkeel.run.Slot;
import java.util.Arrays;
import java.util.Map;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/**
 * Replaces one slot's rows in a table partitioned by model and score date, in one commit whose
 * transaction is the slot and whose version is the generation: another slot does not conflict, and
 * an older generation is left out.
 */
record SlotOverwrite(SparkSession spark, String path, CommentedTable table) {

  /**
   * Replaces the slot's rows.
   *
   * @param rows the table's columns, but for those that name the run, which are added here
   * @param expected how many rows were audited
   */
  OnceOnly.Commit write(Claim claim, Stage stage, Dataset<Row> rows, long expected) {
    table.createIfAbsent(spark, path);
    Slot slot = claim.slot();
    OnceOnly transaction =
        new OnceOnly(
            "publish:" + slot,
            claim.generation().number(),
            claim,
            Map.of("manifest_sha", stage.manifestSha256()));
    OnceOnly.Commit commit =
        transaction.write(
            spark,
            path,
            named(claim, rows)
                .write()
                .format("delta")
                .mode("overwrite")
                .option("mergeSchema", "true")
                .option(
                    "replaceWhere",
                    "model = '%s' AND score_date = DATE'%s'"
                        .formatted(slot.model(), slot.scoreDate())));
    if (commit.rows() != expected) {
      throw EvenkeelException.of(
              Fault.INTERNAL,
              "Version %d of %s has %,d rows of %s where %,d were audited"
                  .formatted(commit.version(), path, commit.rows(), slot, expected))
          .safe("The table's version before it is still in the table's history.")
          .next("./evenkeel runs");
    }
    return commit;
  }

  private Dataset<Row> named(Claim claim, Dataset<Row> rows) {
    return rows.withColumn("model", lit(claim.slot().model()))
        .withColumn("score_date", lit(claim.slot().scoreDate()))
        .withColumn("run_id", lit(claim.run().value()))
        .withColumn("generation", lit(claim.generation().number()))
        .select(
            Arrays.stream(table.schema().fields())
                .map(field -> col(field.name()).as(field.name(), field.metadata()))
                .toArray(Column[]::new));
  }
}
