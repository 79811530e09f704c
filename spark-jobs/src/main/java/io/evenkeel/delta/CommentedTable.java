package io.evenkeel.delta;

import io.delta.tables.DeltaTable;
import io.delta.tables.DeltaTableBuilder;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.StructType;

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
   * same time.
   */
  public void createIfAbsent(SparkSession spark, String path) {
    if (DeltaTable.isDeltaTable(spark, path)) {
      return;
    }
    try {
      builder(spark, path).execute();
    } catch (RuntimeException e) {
      if (!DeltaTable.isDeltaTable(spark, path)) {
        throw e;
      }
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
