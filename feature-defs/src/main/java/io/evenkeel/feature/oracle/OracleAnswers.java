package io.evenkeel.feature.oracle;

import io.evenkeel.feature.Aggregate;
import io.evenkeel.feature.Aggregate.Function;
import io.evenkeel.feature.FeatureColumn;
import io.evenkeel.feature.FeatureColumn.Aggregated;
import io.evenkeel.feature.FeatureColumn.LookedUp;
import io.evenkeel.feature.FeatureSet;
import io.evenkeel.feature.Label;
import io.evenkeel.feature.Reason;
import io.evenkeel.feature.Source;
import io.evenkeel.feature.oracle.Candidate.Verdict;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/** What the sources of a set answer to one spine row, and why. */
final class OracleAnswers {
  private final FeatureSet set;
  private final Map<String, List<OracleEvent>> events = new HashMap<>();
  private final Map<String, List<OracleState>> states = new HashMap<>();

  OracleAnswers(FeatureSet set, OracleTables tables) {
    this.set = set;
    set.sources()
        .forEach(
            (name, source) -> {
              if (source instanceof Source.Events found) {
                Canonical canonical = new Canonical(set, found);
                events.put(
                    name, rows(tables.events(), name).stream().map(canonical::event).toList());
              } else {
                states.put(
                    name, rows(tables.states(), name).stream().map(Canonical::state).toList());
              }
            });
  }

  Computed aggregate(Aggregated column, OracleSpineRow row) {
    return fold(column.name(), column.source(), column.aggregate(), explain(column, row));
  }

  Computed label(Label label, OracleSpineRow row) {
    return fold(label.name(), label.source(), label.aggregate(), explain(label, row));
  }

  Computed lookUp(LookedUp column, OracleSpineRow row) {
    List<Candidate> valid =
        explain(column, row).stream().filter(candidate -> candidate.verdict().counts()).toList();
    if (valid.size() != 1) {
      return valid.isEmpty() ? Computed.missing() : Computed.defect(Reason.AMBIGUOUS);
    }
    OracleState state = rows(states, column.source()).get(valid.get(0).index());
    return Computed.of(
        Optional.ofNullable(state.values().get(column.name()))
            .flatMap(value -> row.asOf().flatMap(value::at))
            .map(Values::wide));
  }

  List<Candidate> explain(FeatureColumn column, OracleSpineRow row) {
    if (column instanceof Aggregated aggregated) {
      Source.Events source = eventSource(aggregated.source());
      Optional<Span> span = row.asOf().map(at -> Span.of(aggregated.window(), source, at));
      return events(aggregated.name(), source, aggregated.by(), aggregated.aggregate(), row, span);
    }
    if (column instanceof LookedUp lookedUp) {
      List<OracleState> rows = rows(states, lookedUp.source());
      Source.States source = (Source.States) source(lookedUp.source());
      OracleSpineRow keyed = Canonical.row(row);
      return row.asOf()
          .map(at -> new StateChoice(source, rows, lookedUp.by(), keyed, at).candidates())
          .orElseGet(() -> noMoment(rows.size()));
    }
    return List.of();
  }

  List<Candidate> explain(Label label, OracleSpineRow row) {
    Source.Events source = eventSource(label.source());
    Optional<Span> span = row.asOf().map(at -> Span.of(label, at));
    return events(label.name(), source, label.by(), label.aggregate(), row, span);
  }

  private List<Candidate> events(
      String name,
      Source.Events source,
      List<String> by,
      Aggregate aggregate,
      OracleSpineRow row,
      Optional<Span> span) {
    List<OracleEvent> rows = rows(events, source.name());
    OracleSpineRow keyed = Canonical.row(row);
    return span.map(found -> new EventChoice(source, rows, by, keyed, found).candidates())
        .map(candidates -> chosen(name, aggregate, rows, candidates))
        .orElseGet(() -> noMoment(rows.size()));
  }

  private static List<Candidate> chosen(
      String name, Aggregate aggregate, List<OracleEvent> rows, List<Candidate> candidates) {
    if (aggregate.function() != Function.FIRST && aggregate.function() != Function.LAST) {
      return candidates;
    }
    List<OracleEvent> finalists =
        new Fold(name, aggregate, counted(rows, candidates), false).finalists();
    return candidates.stream()
        .map(
            candidate ->
                candidate.verdict() == Verdict.COUNTS
                        && finalists.contains(rows.get(candidate.index()))
                    ? new Candidate(candidate.index(), Verdict.CHOSEN, candidate.detail())
                    : candidate)
        .toList();
  }

  private Computed fold(
      String name, String source, Aggregate aggregate, List<Candidate> candidates) {
    boolean tied = candidates.stream().anyMatch(c -> c.verdict() == Verdict.TIED);
    return new Fold(name, aggregate, counted(rows(events, source), candidates), tied).value();
  }

  private static List<OracleEvent> counted(List<OracleEvent> rows, List<Candidate> candidates) {
    return candidates.stream()
        .filter(candidate -> candidate.verdict().counts())
        .map(candidate -> rows.get(candidate.index()))
        .toList();
  }

  private static List<Candidate> noMoment(int rows) {
    return IntStream.range(0, rows)
        .mapToObj(i -> new Candidate(i, Verdict.NO_MOMENT, "the prediction moment is null"))
        .toList();
  }

  private Source.Events eventSource(String name) {
    return (Source.Events) source(name);
  }

  private Source source(String name) {
    return Optional.ofNullable(set.sources().get(name))
        .orElseThrow(() -> new IllegalArgumentException("No source '%s'".formatted(name)));
  }

  private static <T> List<T> rows(Map<String, List<T>> bySource, String name) {
    return Optional.ofNullable(bySource.get(name))
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "No rows of source '%s' were given; given are %s"
                        .formatted(name, bySource.keySet())));
  }
}
