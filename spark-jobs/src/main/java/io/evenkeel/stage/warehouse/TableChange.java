package io.evenkeel.stage.warehouse;

import java.util.HashSet;
import java.util.Set;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.delta.DeltaLog;
import scala.Option;

/**
 * What became of a table from one version to another.
 *
 * @param before of the same table as {@code now}
 * @param rowsBefore the rows of {@code before}
 * @param rowsNow the rows of {@code now}
 */
public record TableChange(
    SparkSession spark,
    PinnedTable before,
    PinnedTable now,
    Dataset<Row> rowsBefore,
    Dataset<Row> rowsNow) {

  /** Tells whether there are two versions to compare. */
  public boolean versions() {
    return before.version().isPresent() && !before.version().equals(now.version());
  }

  /**
   * Tells whether every file of before is still there, so that no row has gone or was changed. A
   * table whose rows were only moved to other files has other files.
   */
  public boolean onlyAdded() {
    return !versions() || (files(now).containsAll(files(before)) && !deletes());
  }

  /** A file whose rows are partly deleted keeps its path. */
  private boolean deletes() {
    return files(now, "deletionVector is not null").size()
        > files(before, "deletionVector is not null").size();
  }

  /**
   * Returns the rows of before that are still there as they were, each as often as in both. Of a
   * row that was changed, neither the old nor the new is among them.
   */
  public Dataset<Row> kept() {
    return onlyAdded() ? rowsBefore : rowsBefore.intersectAll(rowsNow);
  }

  /** Returns how many rows are there now that were not. */
  public long added() {
    return onlyAdded()
        ? rowsNow.count() - rowsBefore.count()
        : rowsNow.exceptAll(rowsBefore).count();
  }

  /** Returns how many rows are not there any more as they were. */
  public long gone() {
    return onlyAdded() ? 0 : rowsBefore.exceptAll(rowsNow).count();
  }

  private Set<String> files(PinnedTable table) {
    return files(table, "true");
  }

  private Set<String> files(PinnedTable table, String condition) {
    DeltaLog log = DeltaLog.forTable(spark, table.location());
    Dataset<String> paths =
        log.getSnapshotAt(
                table.version().orElseThrow(),
                Option.empty(),
                Option.empty(),
                /* enforceTimeTravelWithinDeletedFileRetention= */ false)
            .allFiles()
            .toDF()
            .where(condition)
            .select("path")
            .as(Encoders.STRING());
    return new HashSet<>(paths.collectAsList());
  }
}
