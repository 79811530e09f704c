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
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.stream.IntStream;

/** What the sources of a set answer to one spine row, and why. */
final class OracleAnswers {
  private final FeatureSet set;
  private final Map<String, EventRows> events = new HashMap<>();
  private final Map<String, List<OracleState>> states = new HashMap<>();

  OracleAnswers(FeatureSet set, OracleTables tables) {
    this.set = set;
    set.sources()
        .forEach(
            (name, source) -> {
              if (source instanceof Source.Events found) {
                Canonical canonical = new Canonical(set, found);
                List<OracleEvent> rows = given(tables.events(), name);
                events.put(
                    name, new EventRows(found, rows.stream().map(canonical::event).toList()));
              } else {
                states.put(
                    name, given(tables.states(), name).stream().map(Canonical::state).toList());
              }
            });
  }

  Computed aggregate(Aggregated column, OracleSpineRow row) {
    return choice(column, row)
        .map(choice -> fold(column.name(), column.aggregate(), choice))
        .orElseGet(() -> new Fold(column.name(), column.aggregate(), List.of(), false).value());
  }

  /** Returns the label of a row that has a prediction moment. */
  Computed label(Label label, OracleSpineRow row) {
    return choice(label, row)
        .map(choice -> fold(label.name(), label.aggregate(), choice))
        .orElseThrow();
  }

  Computed lookUp(LookedUp column, OracleSpineRow row) {
    List<Verdict> verdicts =
        choice(column, row).map(StateChoice::verdicts).orElseGet(() -> List.of());
    if (verdicts.contains(Verdict.TIED)) {
      return Computed.defect(Reason.AMBIGUOUS);
    }
    int chosen = verdicts.indexOf(Verdict.CHOSEN);
    if (chosen < 0) {
      return Computed.missing();
    }
    OracleState state = given(states, column.source()).get(chosen);
    return Computed.of(
        Optional.ofNullable(state.values().get(column.name()))
            .flatMap(value -> row.asOf().flatMap(value::at))
            .map(Values::wide));
  }

  List<Candidate> explain(FeatureColumn column, OracleSpineRow row) {
    if (column instanceof Aggregated aggregated) {
      List<OracleEvent> rows = given(events, aggregated.source()).events();
      return choice(aggregated, row)
          .map(choice -> told(column.name(), aggregated.aggregate(), rows, choice))
          .orElseGet(() -> noMoment(rows.size()));
    }
    if (column instanceof LookedUp lookedUp) {
      return choice(lookedUp, row)
          .map(choice -> candidates(choice.verdicts(), choice::detail))
          .orElseGet(() -> noMoment(given(states, lookedUp.source()).size()));
    }
    return List.of();
  }

  List<Candidate> explain(Label label, OracleSpineRow row) {
    List<OracleEvent> rows = given(events, label.source()).events();
    return choice(label, row)
        .map(choice -> told(label.name(), label.aggregate(), rows, choice))
        .orElseGet(() -> noMoment(rows.size()));
  }

  private Optional<EventChoice> choice(Aggregated column, OracleSpineRow row) {
    Source.Events source = (Source.Events) source(column.source());
    return row.asOf()
        .map(at -> Span.of(column.window(), source, at))
        .map(span -> choice(source, column.by(), row, span));
  }

  private Optional<EventChoice> choice(Label label, OracleSpineRow row) {
    Source.Events source = (Source.Events) source(label.source());
    return row.asOf()
        .map(at -> Span.of(label, at))
        .map(span -> choice(source, label.by(), row, span));
  }

  private EventChoice choice(Source.Events source, List<String> by, OracleSpineRow row, Span span) {
    return new EventChoice(given(events, source.name()), by, Canonical.row(row), span);
  }

  private Optional<StateChoice> choice(LookedUp column, OracleSpineRow row) {
    Source.States source = (Source.States) source(column.source());
    List<OracleState> rows = given(states, column.source());
    return row.asOf().map(at -> new StateChoice(source, rows, column.by(), Canonical.row(row), at));
  }

  private static Computed fold(String name, Aggregate aggregate, EventChoice choice) {
    return new Fold(name, aggregate, choice.counted(), choice.tied()).value();
  }

  private static List<OracleEvent> counted(List<OracleEvent> rows, List<Verdict> verdicts) {
    return IntStream.range(0, verdicts.size())
        .filter(i -> verdicts.get(i).counts())
        .mapToObj(rows::get)
        .toList();
  }

  private static List<Candidate> told(
      String name, Aggregate aggregate, List<OracleEvent> rows, EventChoice choice) {
    List<Verdict> verdicts = choice.verdicts();
    if (aggregate.function() != Function.FIRST && aggregate.function() != Function.LAST) {
      return candidates(verdicts, choice::detail);
    }
    List<OracleEvent> finalists =
        new Fold(name, aggregate, counted(rows, verdicts), false).finalists();
    List<Verdict> chosen =
        IntStream.range(0, verdicts.size())
            .mapToObj(
                i ->
                    verdicts.get(i) == Verdict.COUNTS && finalists.contains(rows.get(i))
                        ? Verdict.CHOSEN
                        : verdicts.get(i))
            .toList();
    return candidates(chosen, choice::detail);
  }

  private static List<Candidate> candidates(
      List<Verdict> verdicts, BiFunction<Integer, Verdict, String> detail) {
    return IntStream.range(0, verdicts.size())
        .mapToObj(i -> new Candidate(i, verdicts.get(i), detail.apply(i, verdicts.get(i))))
        .toList();
  }

  private static List<Candidate> noMoment(int rows) {
    return candidates(
        Collections.nCopies(rows, Verdict.NO_MOMENT),
        (i, verdict) -> "the prediction moment is null");
  }

  private Source source(String name) {
    return Optional.ofNullable(set.sources().get(name))
        .orElseThrow(() -> new IllegalArgumentException("No source '%s'".formatted(name)));
  }

  private static <T> T given(Map<String, T> bySource, String name) {
    return Optional.ofNullable(bySource.get(name))
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "No rows of source '%s' were given; given are %s"
                        .formatted(name, bySource.keySet())));
  }
}
