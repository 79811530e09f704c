package io.evenkeel.stage.training;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * What became of the spine's rows: each is in exactly one of the counts.
 *
 * @param spine rows of the spine
 * @param exported rows with features and a label
 * @param immature rows whose label is not mature at the cut-off
 * @param unlabelled mature rows without a label
 * @param quarantined rows that must not be scored, by {@code <reason> of <column>} of the first
 *     breach
 */
public record ExportCounts(
    long spine, long exported, long immature, long unlabelled, Map<String, Long> quarantined) {
  /** Copies the map, ordered by reason, and refuses counts that do not add up. */
  public ExportCounts {
    quarantined = Collections.unmodifiableMap(new TreeMap<>(quarantined));
    long outcomes = exported + immature + unlabelled + sum(quarantined);
    if (outcomes != spine) {
      throw new IllegalArgumentException(
          "%d rows of the spine have %d outcomes".formatted(spine, outcomes));
    }
  }

  /** Returns the rows in quarantine, whatever the reason. */
  public long inQuarantine() {
    return sum(quarantined);
  }

  private static long sum(Map<String, Long> counts) {
    return counts.values().stream().mapToLong(Long::longValue).sum();
  }
}
