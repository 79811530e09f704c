package io.evenkeel.stage.sink;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;

import io.evenkeel.delta.CommentedTable;
import io.evenkeel.delta.OnceOnly;
import io.evenkeel.delta.PartitionFiles;
import io.evenkeel.delta.TableFile;
import io.evenkeel.fault.EvenkeelException;
import io.evenkeel.fault.Fault;
import io.evenkeel.run.Claim;
import io.evenkeel.run.Slot;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.DataFrameWriter;
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
    Slot slot = claim.slot();
    DataFrameWriter<Row> writer =
        named(claim, rows)
            .write()
            .format("delta")
            .mode("overwrite")
            .option("mergeSchema", "true")
            .option(
                "replaceWhere",
                "model = '%s' AND score_date = DATE'%s'".formatted(slot.model(), slot.scoreDate()));
    return whole(claim, transaction(claim, stage).write(spark, path, writer), expected);
  }

  /**
   * Puts a stage's own files in place of the slot's.
   *
   * @param files of the stage; may be none
   * @param expected how many rows were audited
   * @throws EvenkeelException with fault RETRYABLE, naming each file that is not as it was staged
   *     and audited; the stage is withdrawn then, and nothing committed
   */
  OnceOnly.Commit commit(Claim claim, Stage stage, List<StagedFile> files, long expected) {
    Map<String, String> partition = new LinkedHashMap<>();
    partition.put("model", claim.slot().model());
    partition.put("score_date", claim.slot().scoreDate().toString());
    String folder =
        partition.entrySet().stream()
            .map(value -> value.getKey() + "=" + value.getValue())
            .collect(Collectors.joining("/"));
    List<TableFile> copies = StagedCopies.of(spark, stage, files, path, folder);
    PartitionFiles replacement = new PartitionFiles(table, partition, copies);
    return whole(claim, transaction(claim, stage).replace(spark, path, replacement), expected);
  }

  /**
   * Tells whether files can be made part of the table as they are; makes the table on first use.
   */
  boolean takesFiles() {
    table.createIfAbsent(spark, path);
    return table.takesFiles(spark, path);
  }

  private static OnceOnly transaction(Claim claim, Stage stage) {
    return new OnceOnly(
        "publish:" + claim.slot(),
        claim.generation().number(),
        claim,
        Map.of("manifest_sha", stage.manifestSha256()));
  }

  private OnceOnly.Commit whole(Claim claim, OnceOnly.Commit commit, long expected) {
    if (commit.rows() != expected) {
      throw EvenkeelException.of(
              Fault.INTERNAL,
              "Version %d of %s has %,d rows of %s where %,d were audited"
                  .formatted(commit.version(), path, commit.rows(), claim.slot(), expected))
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
