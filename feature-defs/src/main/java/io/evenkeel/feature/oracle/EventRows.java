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
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The rows of one source of events, with what many questions have in common worked out once: which
 * rows have which keys, and which version of an event counts for whoever sees up to an instant.
 * Thread-safe.
 */
final class EventRows {
  /** Instants whose versions are remembered; a day's rows have few prediction moments. */
  private static final int REMEMBERED = 64;

  private final Source.Events source;
  private final List<OracleEvent> events;
  private final Map<List<String>, Map<List<Object>, List<Integer>>> byKeys =
      new ConcurrentHashMap<>();
  private final Map<Instant, Map<Integer, Verdict>> fates = new ConcurrentHashMap<>();

  /**
   * @param events the source's rows, with canonical values
   */
  EventRows(Source.Events source, List<OracleEvent> events) {
    this.source = source;
    this.events = List.copyOf(events);
  }

  Source.Events source() {
    return source;
  }

  List<OracleEvent> events() {
    return events;
  }

  /** Returns the positions of the rows whose keys are those of a spine row, in order. */
  List<Integer> withKeys(List<String> by, Map<String, Object> wanted) {
    return values(by, wanted)
        .map(key -> byKeys.computeIfAbsent(by, this::positions).getOrDefault(key, List.of()))
        .orElseGet(List::of);
  }

  private Map<List<Object>, List<Integer>> positions(List<String> by) {
    Map<List<Object>, List<Integer>> positions = new HashMap<>();
    for (int i = 0; i < events.size(); i++) {
      int position = i;
      values(by, events.get(i).keys())
          .ifPresent(key -> positions.computeIfAbsent(key, k -> new ArrayList<>()).add(position));
    }
    return positions;
  }

  /** Values of different classes are never equal: '1' is text, 1 a number. Null equals nothing. */
  private static Optional<List<Object>> values(List<String> by, Map<String, Object> keys) {
    return keys.keySet().containsAll(by)
        ? Optional.of(by.stream().map(key -> Objects.requireNonNull(keys.get(key))).toList())
        : Optional.empty();
  }

  /** Returns when an event could first be seen; empty where never. */
  Optional<Instant> knownAt(OracleEvent event) {
    return source.availability() instanceof Availability.Delay delay
        ? event.eventTime().map(time -> time.plus(delay.delay()))
        : event.knownAt();
  }

  /**
   * Returns, by position, the verdict on versions that do not simply count: of those known at an
   * instant one version of each event is left, or several that are tied.
   */
  Map<Integer, Verdict> fates(Instant seen) {
    if (source.dedup().isEmpty()) {
      return Map.of();
    }
    if (fates.size() >= REMEMBERED) {
      fates.clear();
    }
    return fates.computeIfAbsent(seen, this::settled);
  }

  private Map<Integer, Verdict> settled(Instant seen) {
    Map<List<Optional<Object>>, List<Integer>> versions = new LinkedHashMap<>();
    for (int i = 0; i < events.size(); i++) {
      List<Optional<Object>> key = events.get(i).dedupKey();
      boolean known = knownAt(events.get(i)).filter(at -> !at.isAfter(seen)).isPresent();
      if (known && key.stream().allMatch(Optional::isPresent)) {
        versions.computeIfAbsent(key, k -> new ArrayList<>()).add(i);
      }
    }
    Map<Integer, Verdict> settled = new HashMap<>();
    versions.values().forEach(each -> settle(each, settled));
    return settled;
  }

  private void settle(List<Integer> versions, Map<Integer, Verdict> into) {
    Instant latest =
        versions.stream()
            .flatMap(i -> knownAt(events.get(i)).stream())
            .max(Comparator.naturalOrder())
            .orElseThrow();
    Map<OracleEvent, Integer> different = new LinkedHashMap<>();
    for (int i : versions) {
      if (!knownAt(events.get(i)).equals(Optional.of(latest))) {
        into.put(i, Verdict.REPLACED);
      } else if (different.putIfAbsent(events.get(i), i) != null) {
        into.put(i, Verdict.COPY);
      }
    }
    if (different.size() > 1) {
      different.values().forEach(i -> into.put(i, Verdict.TIED));
    }
  }
}
