package io.evenkeel.delta;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.delta.DeltaLog;
import org.apache.spark.sql.delta.Snapshot;
import org.apache.spark.sql.delta.actions.Metadata;
import org.apache.spark.sql.delta.actions.Protocol;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import scala.Option;
import scala.jdk.javaapi.CollectionConverters;

/** What a table is now, beside what this version of the program would make it. */
record TableShape(Metadata metadata, Protocol protocol) {
  /** What may be set or in use while files of other writers can be added as they are. */
  private static final Set<String> HARMLESS_PROPERTIES =
      Set.of(
          "delta.appendOnly",
          "delta.checkpointInterval",
          "delta.checkpointPolicy",
          "delta.deletedFileRetentionDuration",
          "delta.enableChangeDataFeed",
          "delta.enableDeletionVectors",
          "delta.logRetentionDuration",
          "delta.setTransactionRetentionDuration");

  private static final Set<String> HARMLESS_FEATURES =
      Set.of(
          "appendOnly",
          "changeDataFeed",
          "checkConstraints",
          "columnMapping",
          "deletionVectors",
          "generatedColumns",
          "identityColumns",
          "invariants",
          "v2Checkpoint",
          "vacuumProtocolCheck");

  /** Returns what the table is now. */
  static TableShape of(SparkSession spark, String path) {
    Snapshot now =
        DeltaLog.forTable(spark, path)
            .update(/* stalenessAcceptable= */ false, Option.empty(), Option.empty());
    return new TableShape(now.metadata(), now.protocol());
  }

  /**
   * Tells whether Parquet files with columns of a shape can be made part of the table as they are.
   * Where something is set that gives Delta's writer more to do, such as constraints or mapped
   * column names, or that is not known here, they can't.
   */
  boolean takesFilesOf(CommentedTable shape) {
    return partitionColumns().equals(shape.partitionedBy())
        && CollectionConverters.asJava(metadata.configuration()).keySet().stream()
            .allMatch(key -> !key.startsWith("delta.") || HARMLESS_PROPERTIES.contains(key))
        && HARMLESS_FEATURES.containsAll(features())
        && Arrays.stream(metadata.schema().fields()).allMatch(TableShape::plain)
        && Arrays.stream(shape.schema().fields()).allMatch(this::fits);
  }

  /** Tells whether the table was made by an earlier version, with fewer columns. */
  boolean lacksColumnsOf(CommentedTable shape) {
    return Arrays.stream(shape.schema().fields()).anyMatch(column -> column(column).isEmpty());
  }

  /** Returns the table's metadata with the columns that it lacks at the end. */
  Metadata with(CommentedTable shape) {
    StructType columns = metadata.schema();
    for (StructField column : shape.schema().fields()) {
      columns = column(column).isPresent() ? columns : columns.add(column);
    }
    return metadata.copy(
        metadata.id(),
        metadata.name(),
        metadata.description(),
        metadata.format(),
        columns.json(),
        metadata.partitionColumns(),
        metadata.configuration(),
        metadata.createdTime());
  }

  /** Only newer protocols name features; what older ones imply is told by what is set. */
  private Set<String> features() {
    return Optional.ofNullable(protocol.getWriterFeatures()).orElse(Set.of());
  }

  private List<String> partitionColumns() {
    return CollectionConverters.asJava(metadata.partitionColumns());
  }

  /** Generated and identity columns, invariants and collations are told in a column's metadata. */
  private static boolean plain(StructField column) {
    Map<String, Object> told = CollectionConverters.asJava(column.metadata().map());
    return column.nullable() && Set.of("comment").containsAll(told.keySet());
  }

  private boolean fits(StructField column) {
    return column(column)
        .map(
            there ->
                there.name().equals(column.name())
                    && there.dataType().asNullable().equals(column.dataType().asNullable()))
        .orElse(true);
  }

  /** Delta's names of columns differ in more than case. */
  private Optional<StructField> column(StructField like) {
    return Arrays.stream(metadata.schema().fields())
        .filter(there -> there.name().equalsIgnoreCase(like.name()))
        .findFirst();
  }
}
