package io.evenkeel.feature.oracle;

import io.evenkeel.feature.oracle.Candidate.Verdict;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Decides for each event of a source whether it counts. In this order: what is known, which version
 * of an event that is, the source's condition, the keys, the window.
 */
final class EventChoice {
  private final EventRows rows;
  private final List<String> by;
  private final OracleSpineRow row;
  private final Span span;
  private final Map<Integer, Verdict> fates;

  /**
   * @param by keys that must match
   */
  EventChoice(EventRows rows, List<String> by, OracleSpineRow row, Span span) {
    this.rows = rows;
    this.by = by;
    this.row = row;
    this.span = span;
    this.fates = rows.fates(span.seen());
  }

  /** Returns the verdict on each event, in their order. */
  List<Verdict> verdicts() {
    return IntStream.range(0, rows.events().size()).mapToObj(this::judged).toList();
  }

  /** Returns the events that count, in their order. */
  List<OracleEvent> counted() {
    return rows.withKeys(by, row.keys()).stream()
        .filter(i -> judged(i).counts())
        .map(rows.events()::get)
        .toList();
  }

  /** Tells whether one of the events is tied with another version of it. */
  boolean tied() {
    return rows.withKeys(by, row.keys()).stream().anyMatch(i -> judged(i) == Verdict.TIED);
  }

  /** Returns a verdict of {@link #verdicts} in words, with the instants or keys that decide. */
  String detail(int i, Verdict verdict) {
    OracleEvent event = rows.events().get(i);
    return switch (verdict) {
      case NULL_KEY, OTHER_KEY -> Keys.detail(by, row.keys(), event.keys());
      case NEVER_KNOWN -> "has no instant at which it was known";
      case KNOWN_TOO_LATE ->
          "known at %s, after %s".formatted(rows.knownAt(event).orElseThrow(), span.seen());
      case REPLACED -> "a later version was known by %s".formatted(span.seen());
      case COPY -> "equals another version in everything";
      case TIED -> "differs from another version known at the same instant";
      case FILTERED -> "does not meet the source's condition";
      case NO_TIME -> "has no event time";
      case TOO_EARLY, TOO_LATE, COUNTS, CHOSEN, NO_MOMENT ->
          "at %s, window [%s, %s)"
              .formatted(event.eventTime().orElseThrow(), span.start(), span.end());
    };
  }

  private Verdict judged(int i) {
    OracleEvent event = rows.events().get(i);
    Optional<Verdict> otherKey = Keys.mismatch(by, row.keys(), event.keys());
    if (otherKey.isPresent()) {
      return otherKey.get();
    }
    Optional<Verdict> unknown = unknown(event);
    if (unknown.isPresent()) {
      return unknown.get();
    }
    Verdict fate = fates.getOrDefault(i, Verdict.COUNTS);
    if (fate != Verdict.COUNTS && fate != Verdict.TIED) {
      return fate;
    }
    if (!event.where()) {
      return Verdict.FILTERED;
    }
    if (event.eventTime().isEmpty()) {
      return Verdict.NO_TIME;
    }
    if (event.eventTime().get().isBefore(span.start())) {
      return Verdict.TOO_EARLY;
    }
    return event.eventTime().get().isBefore(span.end()) ? fate : Verdict.TOO_LATE;
  }

  private Optional<Verdict> unknown(OracleEvent event) {
    Optional<Instant> known = rows.knownAt(event);
    if (known.isEmpty()) {
      return Optional.of(Verdict.NEVER_KNOWN);
    }
    return known.get().isAfter(span.seen())
        ? Optional.of(Verdict.KNOWN_TOO_LATE)
        : Optional.empty();
  }
}
