package io.evenkeel.feature.oracle;

import io.evenkeel.feature.Source;
import io.evenkeel.feature.Source.Availability;
import io.evenkeel.feature.oracle.Candidate.Verdict;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

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
  private final Map<Integer, Candidate> fates = new HashMap<>();

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
  List<Candidate> candidates() {
    List<Integer> known = new ArrayList<>();
    for (int i = 0; i < events.size(); i++) {
      if (isKnown(i)) {
        known.add(i);
      }
    }
    Set<Integer> tied = settleVersions(known);
    List<Candidate> candidates = new ArrayList<>();
    for (int i = 0; i < events.size(); i++) {
      candidates.add(judged(i, tied.contains(i)));
    }
    return candidates;
  }

  private Candidate judged(int i, boolean tied) {
    OracleEvent event = events.get(i);
    Optional<Candidate> otherKey = Keys.mismatch(i, by, row.keys(), event.keys());
    if (otherKey.isPresent()) {
      return otherKey.get();
    }
    Candidate fate = fates.get(i);
    if (fate != null) {
      return fate;
    }
    if (!event.where()) {
      return new Candidate(i, Verdict.FILTERED, "does not meet the source's condition");
    }
    return event
        .eventTime()
        .map(time -> timed(i, time, tied))
        .orElseGet(() -> new Candidate(i, Verdict.NO_TIME, "has no event time"));
  }

  private Candidate timed(int i, Instant time, boolean tied) {
    String window = "at %s, window [%s, %s)".formatted(time, span.start(), span.end());
    if (time.isBefore(span.start())) {
      return new Candidate(i, Verdict.TOO_EARLY, window);
    }
    if (!time.isBefore(span.end())) {
      return new Candidate(i, Verdict.TOO_LATE, window);
    }
    return tied
        ? new Candidate(i, Verdict.TIED, "differs from another version known at the same instant")
        : new Candidate(i, Verdict.COUNTS, window);
  }

  private boolean isKnown(int i) {
    Optional<Instant> known = knownAt(events.get(i));
    if (known.isEmpty()) {
      fates.put(i, new Candidate(i, Verdict.NEVER_KNOWN, "has no instant at which it was known"));
      return false;
    }
    if (known.get().isAfter(span.seen())) {
      String detail = "known at %s, after %s".formatted(known.get(), span.seen());
      fates.put(i, new Candidate(i, Verdict.KNOWN_TOO_LATE, detail));
      return false;
    }
    return true;
  }

  private Optional<Instant> knownAt(OracleEvent event) {
    return source.availability() instanceof Availability.Delay delay
        ? event.eventTime().map(time -> time.plus(delay.delay()))
        : event.knownAt();
  }

  /** Leaves one version of each event, or several that are tied; returns those. */
  private Set<Integer> settleVersions(List<Integer> known) {
    Map<List<Optional<Object>>, List<Integer>> versions = new LinkedHashMap<>();
    for (int i : known) {
      List<Optional<Object>> key = events.get(i).dedupKey();
      if (source.dedup().isPresent() && key.stream().allMatch(Optional::isPresent)) {
        versions.computeIfAbsent(key, k -> new ArrayList<>()).add(i);
      }
    }
    Set<Integer> tied = new LinkedHashSet<>();
    versions.values().forEach(ofOneEvent -> tied.addAll(settle(ofOneEvent)));
    return tied;
  }

  private Set<Integer> settle(List<Integer> versions) {
    Instant latest =
        versions.stream()
            .flatMap(i -> knownAt(events.get(i)).stream())
            .max(Comparator.naturalOrder())
            .orElseThrow();
    Map<OracleEvent, Integer> different = new LinkedHashMap<>();
    for (int i : versions) {
      if (!knownAt(events.get(i)).equals(Optional.of(latest))) {
        String detail = "a later version was known at %s".formatted(latest);
        fates.put(i, new Candidate(i, Verdict.REPLACED, detail));
      } else if (different.putIfAbsent(events.get(i), i) != null) {
        fates.put(i, new Candidate(i, Verdict.COPY, "equals another version in everything"));
      }
    }
    return different.size() > 1 ? Set.copyOf(different.values()) : Set.of();
  }
}
