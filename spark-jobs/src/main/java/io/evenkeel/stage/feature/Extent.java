package io.evenkeel.stage.feature;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.min;

import io.evenkeel.feature.FeatureRows;
import java.time.Instant;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * How far a spine reaches.
 *
 * @param first prediction moment of its rows
 * @param last prediction moment of its rows
 * @param rows how many there are
 */
record Extent(Instant first, Instant last, long rows) {
  /** Starts a job over the spine's prediction moments; an empty spine has a moment all the same. */
  static Extent of(Dataset<Row> spine) {
    Row extent =
        spine
            .agg(min(col(FeatureRows.AS_OF)), max(col(FeatureRows.AS_OF)), count(lit(1)))
            .collectAsList()
            .get(0);
    return extent.isNullAt(0)
        ? new Extent(Instant.EPOCH, Instant.EPOCH, extent.getLong(2))
        : new Extent(instant(extent.get(0)), instant(extent.get(1)), extent.getLong(2));
  }

  boolean isOneMoment() {
    return first.equals(last);
  }

  /** Returns the bounds of the events that a group can see for any of the rows. */
  Horizon seenBy(WindowGroup group) {
    return new Horizon(
        first.plus(group.endAfter()).minus(group.longest()),
        last.plus(group.endAfter()),
        last.plus(group.seenAfter()));
  }

  private static Instant instant(Object timestamp) {
    return timestamp instanceof Instant instant
        ? instant
        : ((java.sql.Timestamp) timestamp).toInstant();
  }
}
