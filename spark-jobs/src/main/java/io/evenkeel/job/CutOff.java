package io.evenkeel.job;

import io.evenkeel.feature.FeatureColumn.Aggregated;
import io.evenkeel.feature.FeatureSet;
import io.evenkeel.feature.Source;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * The instant up to which a run's inputs are known. It is given, or it is the earliest commit among
 * the pinned tables that the features' events are taken from: what became known after that commit
 * cannot be in that table. No clock is read.
 *
 * @param at empty where none is given and no table of events has versions: then nothing is judged
 * @param origin {@code given}, or the table and version that decides, such as {@code flights@v3}
 */
record CutOff(Optional<Instant> at, String origin) {
  /** The origin of a cut-off that the request names. */
  static final String GIVEN = "given";

  private static final String UNKNOWN = "no table of events has versions";

  /** Returns the cut-off of a run over pinned tables. */
  static CutOff of(FeatureSet set, PinnedTables inputs, Optional<Instant> given) {
    return given.isPresent() ? new CutOff(given, GIVEN) : committed(set, inputs);
  }

  private static CutOff committed(FeatureSet set, PinnedTables inputs) {
    CutOff earliest = new CutOff(Optional.empty(), UNKNOWN);
    for (String table : tablesOfEvents(set)) {
      Optional<Instant> commit = inputs.committedAt(table);
      boolean earlier = commit.isPresent() && earliest.at.map(commit.get()::isBefore).orElse(true);
      if (earlier) {
        earliest = new CutOff(commit, inputs.pinned(table).toString());
      }
    }
    return earliest;
  }

  /** A table of states may well be old, and a label's source is not looked at by features. */
  private static List<String> tablesOfEvents(FeatureSet set) {
    List<String> tables = new ArrayList<>();
    set.columns().stream()
        .filter(Aggregated.class::isInstance)
        .map(column -> ((Aggregated) column).source())
        .distinct()
        .sorted()
        .map(name -> Objects.requireNonNull(set.sources().get(name)))
        .map(Source::table)
        .forEach(tables::add);
    return tables;
  }

  /** Returns what the run's record says. */
  Map<String, Object> facts() {
    Map<String, Object> facts = new LinkedHashMap<>();
    at.ifPresent(instant -> facts.put("cutoff", instant.toString()));
    facts.put("cutoff_origin", origin);
    return facts;
  }

  @Override
  public String toString() {
    return at.map(instant -> "%s (%s)".formatted(instant, origin)).orElse(origin);
  }
}
