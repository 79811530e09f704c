package io.evenkeel.delta;

import io.delta.tables.DeltaTable;
import io.delta.tables.DeltaTableBuilder;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.delta.DeltaLog;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.StructType;
import scala.Option;

/**
 * A Delta table as it is first made.
 *
 * @param comment what one row is
 * @param partitionedBy names of columns; may be none
 * @param properties Delta table properties
 */
public record CommentedTable(
    String comment,
    List<Column> columns,
    List<String> partitionedBy,
    Map<String, String> properties) {
  private static final int ATTEMPTS = 25;

  /** Attempts after which nobody is thought to be making the table any more. */
  private static final int PATIENCE = 12;

  private static final int MILLIS_BETWEEN = 200;

  /**
   * A column of the table.
   *
   * @param type SQL type
   * @param comment what a value means, its unit, and when it is null
   */
  public record Column(String name, String type, String comment) {}

  /** Copies the collections. */
  public CommentedTable {
    columns = List.copyOf(columns);
    partitionedBy = List.copyOf(partitionedBy);
    properties = Map.copyOf(properties);
  }

  /** Returns the columns as Spark has them, nullable, each with its comment. */
  public StructType schema() {
    StructType schema = new StructType();
    for (Column column : columns) {
      schema =
          schema.add(
              column.name(),
              DataType.fromDDL(column.type()),
              /* nullable= */ true,
              column.comment());
    }
    return schema;
  }

  /**
   * Makes the table at {@code path} unless there is one, also when another process makes it at the
   * same time: between its folder and its first commit Delta finds neither a table nor room for
   * one, so that is tried again for some seconds. What a process has left that was killed there is
   * removed.
   */
  public void createIfAbsent(SparkSession spark, String path) {
    for (int attempt = 1; !committed(spark, path); attempt++) {
      try {
        builder(spark, path).execute();
      } catch (Exception e) { // Delta throws checked exceptions that its methods do not declare.
        if (attempt == ATTEMPTS && !committed(spark, path)) {
          throw unchecked(e);
        }
        pause(e);
        if (attempt == PATIENCE) {
          removeAbandoned(spark, path);
        }
      }
    }
  }

  private static void removeAbandoned(SparkSession spark, String path) {
    try {
      AbandonedLog.remove(spark.sparkContext().hadoopConfiguration(), path);
    } catch (IOException e) {
      // Another process removed it, or made the table, meanwhile: the next attempt finds out.
    }
  }

  /**
   * Tells whether Parquet files with this table's columns can be made part of the table at {@code
   * path} as they are. They can't where it is set to be more than its columns: with constraints, or
   * mapped column names, for two.
   */
  public boolean takesFiles(SparkSession spark, String path) {
    return TableShape.of(spark, path).takesFilesOf(this);
  }

  /** For Delta a folder with a log is a table, also before the log has anything in it. */
  private static boolean committed(SparkSession spark, String path) {
    return DeltaLog.forTable(spark, path)
            .update(/* stalenessAcceptable= */ false, Option.empty(), Option.empty())
            .version()
        >= 0;
  }

  private static RuntimeException unchecked(Exception e) {
    return e instanceof RuntimeException known
        ? known
        : new IllegalStateException(e.getMessage(), e);
  }

  private static void pause(Exception cause) {
    try {
      TimeUnit.MILLISECONDS.sleep(MILLIS_BETWEEN);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw unchecked(cause);
    }
  }

  private DeltaTableBuilder builder(SparkSession spark, String path) {
    DeltaTableBuilder builder = DeltaTable.createIfNotExists(spark).location(path).comment(comment);
    for (Column column : columns) {
      builder.addColumn(
          DeltaTable.columnBuilder(spark, column.name())
              .dataType(column.type())
              .comment(column.comment())
              .build());
    }
    properties.forEach(builder::property);
    return builder.partitionedBy(partitionedBy.toArray(String[]::new));
  }
}
