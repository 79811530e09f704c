package io.evenkeel.stage.feature;

import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** A way to fold the events of many windows. All ways give the same bits. */
interface WindowStrategy {
  /**
   * Returns one row for each query that has an event in its longest window or was asked at all: the
   * query's columns and one column for each partial of the group.
   *
   * @param events what {@link EventView#rows} returns
   * @param queries what {@link WindowGroup#queries} returns
   */
  Dataset<Row> fold(WindowGroup group, Dataset<Row> events, Dataset<Row> queries);
}
