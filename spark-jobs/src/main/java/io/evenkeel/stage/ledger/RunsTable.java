package io.evenkeel.stage.ledger;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;

import io.delta.tables.DeltaTable;
import io.evenkeel.delta.CommentedTable;
import io.evenkeel.delta.OnceOnly;
import io.evenkeel.fault.EvenkeelException;
import io.evenkeel.run.Claim;
import io.evenkeel.run.Generation;
import io.evenkeel.run.RunId;
import io.evenkeel.run.Slot;
import java.sql.Timestamp;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.DataFrameWriter;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.jspecify.annotations.Nullable;

/**
 * The ledger for SQL: one row for each finished run, with its facts as columns. It can be made anew
 * from the ledger, and where a slot's log is damaged it remembers what that run told.
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

  /** Returns the ids of the runs that have a row; none where there is no table. */
  public Set<String> known() {
    return table()
        .map(rows -> rows.select("run_id").as(Encoders.STRING()).collectAsList())
        .map(Set::copyOf)
        .orElse(Set.of());
  }

  /** Returns the runs of a slot that published; none where there is no table. */
  public List<Remembered> published(Slot slot) {
    return table()
        .map(rows -> rows.where(of(slot)).collectAsList().stream().map(RunsTable::run).toList())
        .orElse(List.of());
  }

  private Optional<Dataset<Row>> table() {
    return DeltaTable.isDeltaTable(spark, path)
        ? Optional.of(spark.read().format("delta").load(path))
        : Optional.empty();
  }

  private static Column of(Slot slot) {
    return col("model")
        .equalTo(slot.model())
        .and(col("role").equalTo(slot.role()))
        .and(col("score_date").equalTo(lit(slot.scoreDate())))
        .and(col("predictions_version").isNotNull());
  }

  private static Remembered run(Row row) {
    Slot slot =
        new Slot(
            row.<String>getAs("model"),
            row.<String>getAs("role"),
            LocalDate.parse(row.getAs("score_date").toString()));
    RunState state = RunState.valueOf(row.<String>getAs("state"));
    boolean ended = state == RunState.DONE || state == RunState.ROLLED_BACK;
    return new Remembered(
        new Claim(
            slot,
            new Generation(row.<Integer>getAs("generation")),
            new RunId(row.<String>getAs("run_id"))),
        row.<Timestamp>getAs("finished_at").toInstant(),
        ended ? state : RunState.PUBLISHED,
        RunColumn.facts(row));
  }

  private Dataset<Row> row(RunRecord run) {
    @Nullable Object[] values = new @Nullable Object[RunColumn.ALL.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = RunColumn.ALL.get(i).value().apply(run).orElse(null);
    }
    return spark.createDataFrame(List.of(RowFactory.create(values)), TABLE.schema());
  }
}
