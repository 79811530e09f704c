package io.evenkeel.feature.oracle;

import io.evenkeel.feature.Source;
import io.evenkeel.feature.oracle.Candidate.Verdict;
import java.time.Instant;
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
  List<Verdict> verdicts() {
    List<Verdict> verdicts = states.stream().map(this::judged).toList();
    long valid = verdicts.stream().filter(Verdict::counts).count();
    return valid < 2
        ? verdicts
        : verdicts.stream().map(verdict -> verdict.counts() ? Verdict.TIED : verdict).toList();
  }

  /** Returns a verdict of {@link #verdicts} in words, with the instants or keys that decide. */
  String detail(int i, Verdict verdict) {
    OracleState state = states.get(i);
    return switch (verdict) {
      case NULL_KEY, OTHER_KEY -> Keys.detail(by, row.keys(), state.keys());
      case FILTERED -> "does not meet the source's condition";
      case NEVER_KNOWN -> "has no instant at which it was known";
      case KNOWN_TOO_LATE -> "known at %s, after %s".formatted(state.knownAt().orElseThrow(), asOf);
      case NO_TIME -> "has no start";
      case TOO_LATE -> "begins at %s, after %s".formatted(state.from().orElseThrow(), asOf);
      case TOO_EARLY -> "ended at %s, by %s".formatted(state.to().orElseThrow(), asOf);
      case TIED -> "is one of several that are valid at " + asOf;
      case CHOSEN, COUNTS, COPY, REPLACED, NO_MOMENT -> "is valid at " + asOf;
    };
  }

  private Verdict judged(OracleState state) {
    return Keys.mismatch(by, row.keys(), state.keys())
        .or(() -> unknown(state))
        .or(() -> invalid(state))
        .orElse(Verdict.CHOSEN);
  }

  private Optional<Verdict> unknown(OracleState state) {
    if (!state.where()) {
      return Optional.of(Verdict.FILTERED);
    }
    if (source.knownAt().isEmpty()) {
      return Optional.empty();
    }
    if (state.knownAt().isEmpty()) {
      return Optional.of(Verdict.NEVER_KNOWN);
    }
    return state.knownAt().filter(known -> known.isAfter(asOf)).map(k -> Verdict.KNOWN_TOO_LATE);
  }

  private Optional<Verdict> invalid(OracleState state) {
    if (source.validity().isEmpty()) {
      return Optional.empty();
    }
    if (state.from().isEmpty()) {
      return Optional.of(Verdict.NO_TIME);
    }
    if (state.from().get().isAfter(asOf)) {
      return Optional.of(Verdict.TOO_LATE);
    }
    return state.to().filter(to -> !to.isAfter(asOf)).map(to -> Verdict.TOO_EARLY);
  }
}
