package io.evenkeel.delta;

import io.evenkeel.fault.EvenkeelException;
import io.evenkeel.fault.Fault;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.spark.SparkContext;
import org.apache.spark.sql.SaveMode;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.catalyst.expressions.Expression;
import org.apache.spark.sql.catalyst.parser.ParseException;
import org.apache.spark.sql.delta.DeltaLog;
import org.apache.spark.sql.delta.DeltaOperations;
import org.apache.spark.sql.delta.OptimisticTransaction;
import org.apache.spark.sql.delta.actions.Action;
import org.apache.spark.sql.delta.actions.AddFile;
import org.apache.spark.sql.delta.actions.SetTransaction;
import org.apache.spark.sql.execution.metric.SQLMetric;
import org.apache.spark.sql.execution.metric.SQLMetrics;
import scala.Option;
import scala.jdk.javaapi.CollectionConverters;

/**
 * Files that are to be a partition's, in place of those that are: in one commit, which reads and
 * writes no rows.
 *
 * @param shape the table's, whose columns the files have
 * @param partition the value of each partition column, in the table's order; without quotes
 * @param files in the table's folder; may be none, which empties the partition
 */
public record PartitionFiles(
    CommentedTable shape, Map<String, String> partition, List<TableFile> files) {

  /** Copies the collections. */
  public PartitionFiles {
    partition = Collections.unmodifiableMap(new LinkedHashMap<>(partition));
    files = List.copyOf(files);
  }

  /** Returns how many rows the files have. */
  public long rows() {
    return files.stream().mapToLong(file -> file.statistics().rows()).sum();
  }

  /**
   * Commits, unless the table has seen this version of the application or a later one: then it does
   * nothing, as Delta's own writer.
   *
   * @param metadata what the commit carries
   */
  void commit(SparkSession spark, String path, String application, long version, String metadata)
      throws ParseException {
    OptimisticTransaction transaction =
        DeltaLog.forTable(spark, path).startTransaction(Option.empty(), Option.empty());
    if (transaction.txnVersion(application) >= version) {
      return;
    }
    TableShape table = new TableShape(transaction.metadata(), transaction.protocol());
    if (!table.takesFilesOf(shape)) {
      throw EvenkeelException.of(
              Fault.RETRYABLE, "%s was altered while files were copied into it".formatted(path))
          .safe("The table is as it was: a file without a commit is not seen.")
          .next("Run the same command again.");
    }
    if (table.lacksColumnsOf(shape)) {
      transaction.updateMetadata(table.with(shape), /* ignoreDefaultProperties= */ false);
    }
    List<AddFile> removed = current(spark, transaction);
    transaction.registerSQLMetrics(spark, scala(counted(spark.sparkContext(), removed)));
    List<Action> actions = new ArrayList<>();
    long now = System.currentTimeMillis();
    actions.add(new SetTransaction(application, version, Option.apply(now)));
    removed.forEach(file -> actions.add(file.removeWithTimestamp(now, /* dataChange= */ true)));
    files.forEach(file -> actions.add(added(file)));
    transaction.commit(
        CollectionConverters.asScala(actions).toSeq(),
        new DeltaOperations.Write(
            SaveMode.Overwrite,
            Option.apply(CollectionConverters.asScala(shape.partitionedBy()).toSeq()),
            Option.apply(predicate()),
            Option.apply(metadata),
            Option.empty(),
            Option.empty(),
            Option.empty()));
  }

  /** Looking them up so makes a commit that changes the partition in the meantime a conflict. */
  private List<AddFile> current(SparkSession spark, OptimisticTransaction transaction)
      throws ParseException {
    Expression where =
        ((org.apache.spark.sql.classic.SparkSession) spark)
            .sessionState()
            .sqlParser()
            .parseExpression(predicate());
    return CollectionConverters.asJava(
        transaction.filterFiles(
            CollectionConverters.asScala(List.of(where)).toSeq(), /* keepNumRecords= */ false));
  }

  private String predicate() {
    return partition.entrySet().stream()
        .map(value -> "%s = '%s'".formatted(value.getKey(), value.getValue()))
        .collect(Collectors.joining(" AND "));
  }

  private AddFile added(TableFile file) {
    return new AddFile(
        file.path(),
        scala(partition),
        file.length(),
        file.modified(),
        /* dataChange= */ true,
        file.statistics().json(),
        AddFile.apply$default$7(),
        AddFile.apply$default$8(),
        Option.empty(),
        Option.empty(),
        Option.empty());
  }

  /** The figures by which Delta's own writer tells in the log what it wrote. */
  private Map<String, SQLMetric> counted(SparkContext context, List<AddFile> removed) {
    Map<String, Long> figures =
        Map.of(
            "numFiles", (long) files.size(),
            "numOutputRows", rows(),
            "numOutputBytes", files.stream().mapToLong(TableFile::length).sum(),
            "numRemovedFiles", (long) removed.size(),
            "numRemovedBytes", removed.stream().mapToLong(AddFile::size).sum());
    Map<String, SQLMetric> metrics = new HashMap<>();
    figures.forEach(
        (name, figure) -> {
          SQLMetric metric = SQLMetrics.createMetric(context, name);
          metric.set(figure);
          metrics.put(name, metric);
        });
    return metrics;
  }

  private static <V> scala.collection.immutable.Map<String, V> scala(Map<String, V> map) {
    return scala.collection.immutable.Map.from(CollectionConverters.asScala(map));
  }
}
