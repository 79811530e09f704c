package io.evenkeel.job;

import io.evenkeel.stage.ledger.RunRecord;
import io.evenkeel.stage.parity.ChangedCells;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What an audit has found, as lines. */
final class AuditText {
  private AuditText() {}

  /** Returns what was compared, and what became of the tables. */
  static List<String> head(
      RunRecord run,
      FeatureAudit audit,
      ChangedCells.Report report,
      Map<String, Map<String, Long>> tables) {
    List<String> lines = new ArrayList<>();
    lines.add(
        "%s on %s, scored by %s: %,d rows compared, %,d gone since, %,d new"
            .formatted(
                run.claim().slot().model(),
                run.claim().slot().scoreDate(),
                run.claim().run(),
                report.rows(),
                report.gone(),
                report.added()));
    tables.forEach(
        (name, told) ->
            lines.add(
                "%s@v%d -> v%d: %,d rows added, %,d gone or changed"
                    .formatted(
                        name,
                        told.get("version_then"),
                        told.get("version_now"),
                        told.get("rows_added"),
                        told.get("rows_gone"))));
    List<String> unversioned = unversioned(audit);
    if (!unversioned.isEmpty()) {
      lines.add(
          "read as they are now, for they have no versions: " + String.join(", ", unversioned));
    }
    lines.add(
        "%,d of %,d values have changed"
            .formatted(report.changed(), report.rows() * audit.features().size()));
    return lines;
  }

  /** Returns a table of features that have changed; nothing where none has. */
  static List<String> features(Map<String, Map<String, Long>> changed) {
    if (changed.isEmpty()) {
      return List.of();
    }
    int width = changed.keySet().stream().mapToInt(String::length).max().orElse(0);
    width = Math.max(width, "feature".length());
    List<String> lines = new ArrayList<>();
    String row = "%-" + width + "s  %10s  %14s  %18s";
    lines.add(row.formatted("feature", "late data", "changed source", "changed definition"));
    for (Map.Entry<String, Map<String, Long>> feature : changed.entrySet()) {
      lines.add(
          row.formatted(
              feature.getKey(),
              number(feature.getValue(), FeatureAudit.LATE),
              number(feature.getValue(), FeatureAudit.SOURCE),
              number(feature.getValue(), FeatureAudit.DEFINITION)));
    }
    return lines;
  }

  /** Returns the tables whose rows of then cannot be read again. */
  static List<String> unversioned(FeatureAudit audit) {
    return audit.then().tables().tables().values().stream()
        .filter(table -> table.version().isEmpty())
        .map(table -> table.name())
        .toList();
  }

  private static String number(Map<String, Long> causes, String cause) {
    return "%,d".formatted(causes.getOrDefault(cause, 0L));
  }
}
