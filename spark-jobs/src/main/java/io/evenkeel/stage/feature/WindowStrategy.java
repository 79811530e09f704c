package io.evenkeel.stage.feature;

import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** A way to fold the events of many windows. All ways give the same bits. */
interface WindowStrategy {
  /**
   * Returns one row for each query that sees an event in its longest window: {@link
   * WindowBundle#queryColumns} and one column for each partial of the groups. Queries that see none
   * may be left out.
   *
   * @param asked groups of the bundle; at least one
   * @param events what {@link EventView#rows} returns
   * @param spine with {@link Names#spineKey}s and the prediction moment
   */
  Dataset<Row> fold(
      WindowBundle bundle, List<WindowGroup> asked, Dataset<Row> events, Dataset<Row> spine);
}
