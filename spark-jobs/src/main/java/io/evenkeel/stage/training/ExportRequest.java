package io.evenkeel.stage.training;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * Everything that decides what is in an export: two requests that are equal give the same rows.
 *
 * @param featureSet name of the feature set
 * @param featureSetVersion its version
 * @param fingerprint SHA-256 of its definition
 * @param from first date, included
 * @param to last date, included
 * @param cutoff instant at which labels must be mature
 * @param sourceVersions Delta version by table; -1 for a table that has none
 */
public record ExportRequest(
    String featureSet,
    int featureSetVersion,
    String fingerprint,
    LocalDate from,
    LocalDate to,
    Instant cutoff,
    Map<String, Long> sourceVersions) {
  private static final int SHORT_HASH = 12;

  /** Copies the map, ordered by name. */
  public ExportRequest {
    sourceVersions = Collections.unmodifiableMap(new TreeMap<>(sourceVersions));
  }

  /** Returns the export's folder name: its dates and the start of the fingerprint. */
  public String id() {
    return "%s_%s_%s".formatted(from, to, fingerprint.substring(0, SHORT_HASH));
  }
}
