package io.evenkeel.stage.verify;

import io.evenkeel.feature.FeatureColumn;
import io.evenkeel.feature.FeatureColumn.Aggregated;
import io.evenkeel.feature.FeatureColumn.LookedUp;
import io.evenkeel.feature.FeatureSet;
import io.evenkeel.feature.Label;
import io.evenkeel.feature.Source;
import io.evenkeel.feature.Source.Availability;
import io.evenkeel.feature.language.ExpressionOrder;
import io.evenkeel.feature.oracle.Candidate;
import io.evenkeel.feature.oracle.OracleEvent;
import io.evenkeel.feature.oracle.OracleSpineRow;
import io.evenkeel.feature.oracle.OracleState;
import io.evenkeel.feature.oracle.OracleTables;
import java.time.Instant;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Puts rows of a source beside the oracle's verdicts on them.
 *
 * @param set only what the column needs, see {@link #needed}
 */
record Explaining(FeatureSet set, OracleTables tables) {

  /**
   * Returns the set with only the columns that one column or the label needs, so that no row of a
   * source is read for another's sake.
   */
  static FeatureSet needed(FeatureSet set, String name) {
    boolean label = set.label().filter(found -> found.name().equals(name)).isPresent();
    Set<String> names = new LinkedHashSet<>();
    // A set has a column at least.
    use(set, label ? set.columns().get(0).name() : name, names);
    List<FeatureColumn> columns =
        set.columns().stream().filter(column -> names.contains(column.name())).toList();
    return new FeatureSet(
        set.name(),
        set.version(),
        set.timezone(),
        set.spine(),
        set.sources(),
        columns,
        label ? set.label() : Optional.<Label>empty());
  }

  private static void use(FeatureSet set, String name, Set<String> names) {
    for (FeatureColumn column : set.columns()) {
      if (column.name().equals(name) && names.add(name)) {
        ExpressionOrder.uses(column, set.columns()).forEach(used -> use(set, used, names));
      }
    }
  }

  /** Returns the name of the source that a column or the label reads; empty for an expression. */
  Optional<String> source(String name) {
    return set.label()
        .filter(label -> label.name().equals(name))
        .map(Label::source)
        .or(
            () ->
                set.columns().stream()
                    .filter(column -> column.name().equals(name))
                    .findFirst()
                    .flatMap(Explaining::source));
  }

  private static Optional<String> source(FeatureColumn column) {
    if (column instanceof Aggregated aggregated) {
      return Optional.of(aggregated.source());
    }
    return column instanceof LookedUp lookedUp ? Optional.of(lookedUp.source()) : Optional.empty();
  }

  /** Returns the rows looked at: those that count first, the latest first. */
  List<Explanation.Looked> events(OracleSpineRow row, String name, List<Candidate> candidates) {
    return candidates.stream()
        .map(candidate -> looked(row, name, candidate))
        .sorted(
            Comparator.comparing((Explanation.Looked looked) -> !looked.verdict().counts())
                .thenComparing(
                    looked -> looked.time().orElse(Instant.MIN), Comparator.reverseOrder()))
        .toList();
  }

  private Explanation.Looked looked(OracleSpineRow row, String name, Candidate candidate) {
    String source = source(name).orElseThrow();
    List<OracleEvent> events = tables.events().get(source);
    if (events != null) {
      OracleEvent event = events.get(candidate.index());
      return new Explanation.Looked(
          event.eventTime(),
          known(source, event),
          Optional.ofNullable(event.arguments().get(name)),
          candidate.verdict(),
          candidate.detail());
    }
    OracleState state =
        Optional.ofNullable(tables.states().get(source)).orElseThrow().get(candidate.index());
    return new Explanation.Looked(
        state.from(),
        state.knownAt(),
        row.asOf()
            .flatMap(
                at -> Optional.ofNullable(state.values().get(name)).flatMap(value -> value.at(at))),
        candidate.verdict(),
        candidate.detail());
  }

  private Optional<Instant> known(String source, OracleEvent event) {
    return set.sources().get(source) instanceof Source.Events events
            && events.availability() instanceof Availability.Delay delay
        ? event.eventTime().map(time -> time.plus(delay.delay()))
        : event.knownAt();
  }
}
