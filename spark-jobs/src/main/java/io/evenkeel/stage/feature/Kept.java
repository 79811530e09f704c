package io.evenkeel.stage.feature;

import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.execution.columnar.InMemoryRelation$;
import org.apache.spark.storage.StorageLevel;
import scala.Option;

/**
 * Rows that several parts of one plan read: computed once, kept in columns in memory and on disk
 * where that is full, computed again where an executor is lost. Spark's cleaner frees them when
 * nothing refers to the plan any more, so there is nothing to close; and unlike {@code persist()}
 * they are not found by other queries of the session.
 */
final class Kept {
  private Kept() {}

  /** Returns the same rows, which are computed once when first needed. */
  static Dataset<Row> of(Dataset<Row> rows) {
    org.apache.spark.sql.classic.Dataset<Row> classic =
        (org.apache.spark.sql.classic.Dataset<Row>) rows;
    return org.apache.spark.sql.classic.Dataset.ofRows(
        classic.sparkSession(),
        InMemoryRelation$.MODULE$.apply(
            StorageLevel.MEMORY_AND_DISK(), classic.queryExecution(), Option.<String>empty()));
  }
}
