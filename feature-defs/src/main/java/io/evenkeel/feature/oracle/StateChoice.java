package io.evenkeel.feature.oracle;

import io.evenkeel.feature.Source;
import io.evenkeel.feature.oracle.Candidate.Verdict;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Decides for each state of a source whether it is the one that is valid at the prediction moment.
 *
 * @param states the source's rows, with canonical keys
 * @param by keys that must match
 */
record StateChoice(
    Source.States source,
    List<OracleState> states,
    List<String> by,
    OracleSpineRow row,
    Instant asOf) {

  /** Returns the verdict on each state, in their order. */
  List<Candidate> candidates() {
    List<Candidate> candidates = new ArrayList<>();
    for (int i = 0; i < states.size(); i++) {
      int index = i;
      OracleState state = states.get(i);
      candidates.add(
          Keys.mismatch(i, by, row.keys(), state.keys())
              .or(() -> unknown(index, state))
              .or(() -> invalid(index, state))
              .orElseGet(() -> new Candidate(index, Verdict.CHOSEN, "is valid at " + asOf)));
    }
    return several(candidates);
  }

  private Optional<Candidate> unknown(int i, OracleState state) {
    if (!state.where()) {
      return Optional.of(
          new Candidate(i, Verdict.FILTERED, "does not meet the source's condition"));
    }
    if (source.knownAt().isEmpty()) {
      return Optional.empty();
    }
    if (state.knownAt().isEmpty()) {
      return Optional.of(
          new Candidate(i, Verdict.NEVER_KNOWN, "has no instant at which it was known"));
    }
    Instant known = state.knownAt().get();
    return known.isAfter(asOf)
        ? Optional.of(
            new Candidate(
                i, Verdict.KNOWN_TOO_LATE, "known at %s, after %s".formatted(known, asOf)))
        : Optional.empty();
  }

  private Optional<Candidate> invalid(int i, OracleState state) {
    if (source.validity().isEmpty()) {
      return Optional.empty();
    }
    if (state.from().isEmpty()) {
      return Optional.of(new Candidate(i, Verdict.NO_TIME, "has no start"));
    }
    if (state.from().get().isAfter(asOf)) {
      return Optional.of(new Candidate(i, Verdict.TOO_LATE, "begins at " + state.from().get()));
    }
    return state
        .to()
        .filter(to -> !to.isAfter(asOf))
        .map(to -> new Candidate(i, Verdict.TOO_EARLY, "ended at " + to));
  }

  private static List<Candidate> several(List<Candidate> candidates) {
    long valid = candidates.stream().filter(candidate -> candidate.verdict().counts()).count();
    if (valid < 2) {
      return candidates;
    }
    return candidates.stream()
        .map(
            candidate ->
                candidate.verdict().counts()
                    ? new Candidate(
                        candidate.index(),
                        Verdict.TIED,
                        "is one of %d states that are valid".formatted(valid))
                    : candidate)
        .toList();
  }
}
