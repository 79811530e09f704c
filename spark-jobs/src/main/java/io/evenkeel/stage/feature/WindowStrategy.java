package io.evenkeel.stage.feature;

import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** A way to fold the events of many windows. All ways give the same bits. */
interface WindowStrategy {
  /**
   * Returns one row for each query that has an event in its longest window or was asked at all: the
   * query's columns and one column for each partial.
   *
   * @param partials some of the group's, at least one
   * @param events what {@link EventView#rows} returns
   * @param queries what {@link WindowGroup#queries} returns
   */
  Dataset<Row> fold(
      WindowGroup group, List<Partial> partials, Dataset<Row> events, Dataset<Row> queries);

  /**
   * Tells whether events are read once, and perhaps their keys and times once more; else rows that
   * are kept are better than rows that are computed again.
   */
  boolean readsOnce(WindowGroup group);

  /**
   * Returns the way for a spine.
   *
   * @param rows how many it has
   */
  default WindowStrategy overSpine(long rows) {
    return this;
  }

  /** Returns the way for queries of one prediction moment, of which each key has just one. */
  default WindowStrategy atOneMoment() {
    return this;
  }
}
