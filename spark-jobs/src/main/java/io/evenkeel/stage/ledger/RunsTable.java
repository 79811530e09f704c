package io.evenkeel.stage.ledger;

import io.evenkeel.delta.CommentedTable;
import io.evenkeel.delta.OnceOnly;
import io.evenkeel.fault.EvenkeelException;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.DataFrameWriter;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.StructType;
import org.jspecify.annotations.Nullable;

/**
 * The ledger for SQL: one row for each finished run, with its facts as columns. It can be made anew
 * from the ledger; nothing reads it back.
 *
 * @param path of the table; it is made on first use
 */
public record RunsTable(SparkSession spark, String path) {
  private static final CommentedTable TABLE =
      new CommentedTable(
          "One row for each finished run",
          RunColumn.ALL.stream().map(RunColumn::column).toList(),
          List.of(),
          // Each run is a transaction of its own, so that an older one may finish last; Delta may
          // forget them when no retry can come any more.
          Map.of("delta.setTransactionRetentionDuration", "interval 60 days"));

  /**
   * Adds a run's row, and the columns that a table of an earlier release lacks. Doing it again for
   * the same run changes nothing, also where the run has come further since.
   *
   * @throws EvenkeelException with fault RETRYABLE, if the commit failed
   */
  public OnceOnly.Commit append(RunRecord run) {
    TABLE.createIfAbsent(spark, path);
    OnceOnly transaction = new OnceOnly("run:" + run.claim().run(), 1, run.claim(), Map.of());
    DataFrameWriter<Row> writer =
        row(run)
            .write()
            .format("delta")
            .mode("append")
            // A table that was made by an earlier version gets the columns that it lacks.
            .option("mergeSchema", "true");
    return transaction.write(spark, path, writer);
  }

  private Dataset<Row> row(RunRecord run) {
    @Nullable Object[] values = new @Nullable Object[RunColumn.ALL.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = RunColumn.ALL.get(i).value().apply(run).orElse(null);
    }
    return spark.createDataFrame(List.of(RowFactory.create(values)), schema());
  }

  private static StructType schema() {
    StructType schema = new StructType();
    for (RunColumn column : RunColumn.ALL) {
      schema =
          schema.add(
              column.column().name(),
              DataType.fromDDL(column.column().type()),
              /* nullable= */ true,
              column.column().comment());
    }
    return schema;
  }
}
