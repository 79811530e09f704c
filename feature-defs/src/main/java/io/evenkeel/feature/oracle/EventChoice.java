package io.evenkeel.feature.oracle;

import io.evenkeel.feature.Source;
import io.evenkeel.feature.Source.Availability;
import io.evenkeel.feature.oracle.Candidate.Verdict;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Decides for each event of a source whether it counts. In this order: what is known, which version
 * of an event that is, the source's condition, the keys, the window.
 */
final class EventChoice {
  private final Source.Events source;
  private final List<OracleEvent> events;
  private final List<String> by;
  private final OracleSpineRow row;
  private final Span span;
  private final Map<Integer, Verdict> fates = new HashMap<>();

  /**
   * @param events the source's rows, with canonical values
   * @param by keys that must match
   */
  EventChoice(
      Source.Events source,
      List<OracleEvent> events,
      List<String> by,
      OracleSpineRow row,
      Span span) {
    this.source = source;
    this.events = events;
    this.by = by;
    this.row = row;
    this.span = span;
  }

  /** Returns the verdict on each event, in their order. */
  List<Verdict> verdicts() {
    if (source.dedup().isPresent()) {
      settleVersions(
          IntStream.range(0, events.size())
              .filter(i -> unknown(events.get(i)).isEmpty())
              .boxed()
              .toList());
    }
    List<Verdict> verdicts = new ArrayList<>();
    for (int i = 0; i < events.size(); i++) {
      verdicts.add(judged(i));
    }
    return verdicts;
  }

  /** Returns a verdict of {@link #verdicts} in words, with the instants or keys that decide. */
  String detail(int i, Verdict verdict) {
    OracleEvent event = events.get(i);
    return switch (verdict) {
      case NULL_KEY, OTHER_KEY -> Keys.detail(by, row.keys(), event.keys());
      case NEVER_KNOWN -> "has no instant at which it was known";
      case KNOWN_TOO_LATE ->
          "known at %s, after %s".formatted(knownAt(event).orElseThrow(), span.seen());
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
    OracleEvent event = events.get(i);
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
    Optional<Instant> known = knownAt(event);
    if (known.isEmpty()) {
      return Optional.of(Verdict.NEVER_KNOWN);
    }
    return known.get().isAfter(span.seen())
        ? Optional.of(Verdict.KNOWN_TOO_LATE)
        : Optional.empty();
  }

  private Optional<Instant> knownAt(OracleEvent event) {
    return source.availability() instanceof Availability.Delay delay
        ? event.eventTime().map(time -> time.plus(delay.delay()))
        : event.knownAt();
  }

  /** Leaves one version of each event, or several that are tied. */
  private void settleVersions(List<Integer> known) {
    Map<List<Optional<Object>>, List<Integer>> versions = new LinkedHashMap<>();
    for (int i : known) {
      List<Optional<Object>> key = events.get(i).dedupKey();
      if (key.stream().allMatch(Optional::isPresent)) {
        versions.computeIfAbsent(key, k -> new ArrayList<>()).add(i);
      }
    }
    versions.values().forEach(this::settle);
  }

  private void settle(List<Integer> versions) {
    Instant latest =
        versions.stream()
            .flatMap(i -> knownAt(events.get(i)).stream())
            .max(Comparator.naturalOrder())
            .orElseThrow();
    Map<OracleEvent, Integer> different = new LinkedHashMap<>();
    for (int i : versions) {
      if (!knownAt(events.get(i)).equals(Optional.of(latest))) {
        fates.put(i, Verdict.REPLACED);
      } else if (different.putIfAbsent(events.get(i), i) != null) {
        fates.put(i, Verdict.COPY);
      }
    }
    if (different.size() > 1) {
      different.values().forEach(i -> fates.put(i, Verdict.TIED));
    }
  }
}
