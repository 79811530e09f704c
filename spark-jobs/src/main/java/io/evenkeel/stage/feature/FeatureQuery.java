package io.evenkeel.stage.feature;

import io.evenkeel.feature.FeatureRows;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * A definition resolved against its tables, for some dates: whatever is wrong between the two has
 * been found. Resolving is most of what the driver does for a small day, so a run that counts its
 * spine and then computes its features asks one query for both.
 *
 * <p>Thread-safe, as far as its Spark session is.
 */
public final class FeatureQuery {
  private final FeaturePlan plan;
  private final PinnedSession session;
  private final WindowStrategy strategy;
  private final LocalDate from;
  private final LocalDate to;

  FeatureQuery(
      FeaturePlan plan,
      PinnedSession session,
      WindowStrategy strategy,
      LocalDate from,
      LocalDate to) {
    this.plan = plan;
    this.session = session;
    this.strategy = strategy;
    this.from = from;
    this.to = to;
  }

  /**
   * Returns the spine of the dates without any feature: {@link FeatureRows#ROW_ID}, {@link
   * FeatureRows#DATE} and {@link FeatureRows#AS_OF}, read from the spine's table alone. It counts
   * the rows that a run must give an outcome, independently of how their features are computed.
   */
  public Dataset<Row> spine() {
    return session.release(
        session.call(
            () ->
                plan.spine()
                    .between(from, to)
                    .select(FeatureRows.ROW_ID, FeatureRows.DATE, FeatureRows.AS_OF)));
  }

  /**
   * Returns the feature rows of the dates: the rows of {@link FeatureEngine#rows}, and lazy as
   * those are.
   */
  public Dataset<Row> rows() {
    return rows(Optional.empty());
  }

  /** Returns the rows of {@link FeatureEngine#labelled}. */
  Dataset<Row> labelled(Instant cutoff) {
    return rows(Optional.of(cutoff));
  }

  /** Returns the query of the label alone, with columns of the spine beside it. */
  FeatureQuery withoutFeatures(List<String> carried) {
    return new FeatureQuery(plan.withoutFeatures(carried), session, strategy, from, to);
  }

  private Dataset<Row> rows(Optional<Instant> cutoff) {
    return session.release(
        session.call(() -> new RowAssembly(plan, strategy, cutoff).rows(from, to)));
  }
}
