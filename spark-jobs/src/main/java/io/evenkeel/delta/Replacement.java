package io.evenkeel.delta;

import io.evenkeel.fault.EvenkeelException;
import io.evenkeel.fault.Fault;
import java.util.ConcurrentModificationException;
import org.apache.spark.sql.DataFrameWriter;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SaveMode;

/**
 * Puts rows in place of those that a condition finds, in one commit. Doing so twice leaves the rows
 * once, so a commit that meets another writer's is simply made again: two days that are scored at
 * once write to one table, and the first of them makes it.
 *
 * @param path the table's folder
 * @param where the condition, over partition columns and columns of the rows
 */
public record Replacement(String path, String where) {
  private static final int ATTEMPTS = 5;

  /**
   * Writes.
   *
   * @param writer of the rows, partitioned as the table is
   * @throws EvenkeelException with fault RETRYABLE, if other writers were in the way each time
   */
  public void write(DataFrameWriter<Row> writer) {
    for (int attempt = 1; ; attempt++) {
      try {
        writer
            .format("delta")
            .mode(SaveMode.Overwrite)
            .option("replaceWhere", where)
            // A table that was made by an earlier version gets the columns that it lacks.
            .option("mergeSchema", "true")
            .save(path);
        return;
      } catch (RuntimeException e) {
        // Delta's exceptions are thrown through Scala, which does not declare them.
        if (!(e instanceof ConcurrentModificationException)) {
          throw e;
        }
        if (attempt == ATTEMPTS) {
          throw inTheWay(e);
        }
      }
    }
  }

  private EvenkeelException inTheWay(RuntimeException cause) {
    return EvenkeelException.of(
            Fault.RETRYABLE,
            "%s was written by other commands at the same time, %d times in a row"
                .formatted(path, ATTEMPTS))
        .safe("The predictions are as they were; the table holds whole commits of the others.")
        .next("Run the same command again.")
        .causedBy(cause);
  }
}
