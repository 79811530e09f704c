package io.evenkeel.stage.feature;

import io.evenkeel.feature.FeatureRows;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.StructType;

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
   * FeatureRows#DATE} and {@link FeatureRows#AS_OF}, and the columns that the query is {@link
   * #carrying}, read from the spine's table alone. It counts the rows that a run must give an
   * outcome, independently of how their features are computed.
   */
  public Dataset<Row> spine() {
    List<String> names =
        new ArrayList<>(List.of(FeatureRows.ROW_ID, FeatureRows.DATE, FeatureRows.AS_OF));
    names.addAll(plan.carried());
    Column[] columns = names.stream().map(Names::column).toArray(Column[]::new);
    return session.release(session.call(() -> plan.spine().between(from, to).select(columns)));
  }

  /**
   * Returns the columns of the spine that this query could be {@link #carrying}: the table's own
   * and those of {@code spine.row}, but for those with the name of a feature or of the label.
   */
  public StructType carriable() {
    return plan.carriable();
  }

  /**
   * Returns this query with columns of the spine beside the features, which are the same bits with
   * and without: by these columns rows are told apart that the model must not tell apart.
   *
   * @throws io.evenkeel.fault.EvenkeelException with fault USAGE, if a column is not {@link
   *     #carriable()}
   */
  public FeatureQuery carrying(List<String> columns) {
    return new FeatureQuery(plan.carrying(columns), session, strategy, from, to);
  }

  /**
   * Returns the features whose windows reach, for some rows of the dates, further back than their
   * source does. Starts jobs over the spine and the sources' event times.
   */
  public List<ShortHistory> shortHistories() {
    return session.call(() -> new Histories(plan, plan.spine().between(from, to)).shortOnes());
  }

  /**
   * Returns what a training export computes for some of the rows: features with the label, where
   * the set has one, out of a plan of its own.
   *
   * @param chosen condition on {@link FeatureRows#ROW_ID}
   */
  public Dataset<Row> exported(Column chosen) {
    // No label is mature before the first of all moments; it is computed all the same.
    Optional<Instant> cutoff = plan.label().map(label -> Instant.EPOCH);
    return session.release(
        session.call(
            () -> new RowAssembly(plan.withSpineOf(chosen), strategy, cutoff).rows(from, to)));
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
