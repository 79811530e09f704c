package io.evenkeel.stage.feature;

import io.evenkeel.fault.EvenkeelException;
import io.evenkeel.fault.Fault;
import io.evenkeel.feature.FeatureRows;
import io.evenkeel.feature.FeatureSet;
import java.time.Instant;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Computes feature rows as the definition says, for training exports and scoring runs alike.
 *
 * <p>The result is lazy but for two kinds of jobs. One reads the spine: its first and last
 * prediction moment bound what is read of the sources. The others, where a spine has several
 * moments, count the events and the queries of each key, for each set of keys by which a source is
 * aggregated; what they count decides how windows are folded, never what the result is. Everything
 * that is wrong between the definition and the tables is found before these jobs and reported
 * together. SQL expressions are read in the set's zone with ANSI arithmetic, whatever the caller's
 * session says, and that session is left as it was.
 *
 * <p>The spine and each source are read once, and what the definition needs of them is kept in
 * memory and on disk until the result is garbage: as much as the rows to compute and the events
 * that their windows can reach.
 *
 * <p>Thread-safe: an engine has no state.
 */
public final class FeatureEngine {
  private final WindowStrategy strategy;

  /** Returns an engine for any number of feature sets. */
  public FeatureEngine() {
    this(new HistoryJoin(Sizing.measured()));
  }

  FeatureEngine(WindowStrategy strategy) {
    this.strategy = strategy;
  }

  /**
   * Checks a definition against its tables without starting a job.
   *
   * @param tables gives the rows of a warehouse table by its name
   * @throws EvenkeelException with fault CONTRACT and every problem found
   */
  public void check(FeatureSet set, Function<String, Dataset<Row>> tables) {
    Function<String, Dataset<Row>> remembered = remember(tables);
    PinnedSession session = session(set, remembered);
    session.call(() -> plan(set, remembered, session));
  }

  /**
   * Returns the feature rows of some dates, as {@link FeatureRows} describes them: every spine row
   * exactly once.
   *
   * @param tables gives the rows of a warehouse table by its name, pinned to one version
   * @param from first date, included
   * @param to last date, included
   * @throws EvenkeelException with fault CONTRACT and every problem found, or with fault USAGE if
   *     there is no date from {@code from} to {@code to}
   */
  public Dataset<Row> rows(
      FeatureSet set, Function<String, Dataset<Row>> tables, LocalDate from, LocalDate to) {
    return query(set, tables, from, to).rows();
  }

  /**
   * Resolves a definition against its tables without starting a job, for a run that needs the spine
   * of some dates and then their feature rows.
   *
   * @param tables gives the rows of a warehouse table by its name, pinned to one version
   * @param from first date, included
   * @param to last date, included
   * @throws EvenkeelException with fault CONTRACT and every problem found, or with fault USAGE if
   *     there is no date from {@code from} to {@code to}
   */
  public FeatureQuery query(
      FeatureSet set, Function<String, Dataset<Row>> tables, LocalDate from, LocalDate to) {
    if (to.isBefore(from)) {
      throw EvenkeelException.of(
          Fault.USAGE, "The dates from %s to %s are none".formatted(from, to));
    }
    Function<String, Dataset<Row>> remembered = remember(tables);
    PinnedSession session = session(set, remembered);
    FeaturePlan plan = session.call(() -> plan(set, remembered, session));
    return new FeatureQuery(plan, session, strategy, from, to);
  }

  /**
   * Returns the feature rows of some dates with the set's label behind the features: its features
   * are the same bits as those of {@link #rows}. The label is null where it is missing, and for
   * rows whose prediction moment is after {@link io.evenkeel.feature.Label#lastMature}.
   *
   * @param cutoff instant at which labels must be mature
   * @throws EvenkeelException with fault CONTRACT and every problem found, or with fault USAGE if
   *     the set has no label
   */
  public Dataset<Row> labelled(
      FeatureSet set,
      Function<String, Dataset<Row>> tables,
      LocalDate from,
      LocalDate to,
      Instant cutoff) {
    requireLabel(set, "so there is nothing to train on");
    return query(set, tables, from, to).labelled(cutoff);
  }

  /**
   * Returns the label of every spine row of some dates without any feature: {@link
   * FeatureRows#ROW_ID}, {@link FeatureRows#DATE}, {@link FeatureRows#AS_OF}, columns of the spine,
   * the label, {@link FeatureRows#BREACHES} and {@link FeatureRows#FLAGS}. It is the label of
   * {@link #labelled}, and of the sources only the label's is read.
   *
   * @param cutoff instant at which labels must be mature
   * @param carried columns of the spine, its table's own or those of {@code spine.row}
   * @throws EvenkeelException with fault CONTRACT and every problem found, or with fault USAGE if
   *     the set has no label, or the spine no such column
   */
  public Dataset<Row> labels(
      FeatureSet set,
      Function<String, Dataset<Row>> tables,
      LocalDate from,
      LocalDate to,
      Instant cutoff,
      List<String> carried) {
    requireLabel(set, "so no outcome of a prediction is known");
    return query(set, tables, from, to).withoutFeatures(carried).labelled(cutoff);
  }

  private static void requireLabel(FeatureSet set, String consequence) {
    if (set.label().isEmpty()) {
      throw EvenkeelException.of(
              Fault.USAGE, "Feature set '%s' has no label, %s".formatted(set.name(), consequence))
          .next("Add 'label.<name> { ... }' to the set.");
    }
  }

  /**
   * Returns when the last event of the label's source could first be seen: up to there, and no
   * further, a label that finds no event says something.
   *
   * @param tables gives the rows of a warehouse table by its name, pinned to one version
   * @return empty where the set has no label, or its source no event
   * @throws EvenkeelException with fault CONTRACT and every problem found
   */
  public Optional<Instant> labelsKnownUntil(FeatureSet set, Function<String, Dataset<Row>> tables) {
    Function<String, Dataset<Row>> remembered = remember(tables);
    PinnedSession session = session(set, remembered);
    return session.call(
        () ->
            plan(set, remembered, session)
                .label()
                .flatMap(question -> question.group().events().lastKnown()));
  }

  private static FeaturePlan plan(
      FeatureSet set, Function<String, Dataset<Row>> tables, PinnedSession session) {
    return FeaturePlan.of(
        set, table -> session.bind(tables.apply(table)), new Resolver(session, set.name()));
  }

  private static PinnedSession session(FeatureSet set, Function<String, Dataset<Row>> tables) {
    return PinnedSession.of(tables.apply(set.spine().table()), set.timezone());
  }

  /** A table that two sources read is asked for once, so that both see the same version. */
  private static Function<String, Dataset<Row>> remember(Function<String, Dataset<Row>> tables) {
    Map<String, Dataset<Row>> known = new HashMap<>();
    return name -> known.computeIfAbsent(name, tables);
  }
}
