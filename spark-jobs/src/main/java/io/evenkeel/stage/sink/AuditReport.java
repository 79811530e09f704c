package io.evenkeel.stage.sink;

import io.evenkeel.fault.EvenkeelException;
import io.evenkeel.fault.Fault;
import io.evenkeel.profile.SlicedCounts;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What was counted in a stage, by reading it.
 *
 * @param scored rows with a score
 * @param quarantined rows without
 * @param reasons of quarantined rows, {@code <reason> of <column>} of the first breach, with rows
 * @param invalidScores scored rows whose row id is null or whose score is null or NaN
 * @param duplicateKeys scored rows beyond the first of each row id
 * @param profileCounts for each feature, and the prediction, the counts of all tasks' profiles,
 *     summed by position; the same for each slice that had a row
 */
public record AuditReport(
    RowTally scored,
    RowTally quarantined,
    Map<String, Long> reasons,
    long invalidScores,
    long duplicateKeys,
    SlicedCounts profileCounts) {
  /** Copies the maps, in the order of their keys. */
  public AuditReport {
    reasons = Collections.unmodifiableMap(new TreeMap<>(reasons));
  }

  /** Returns all rows that have an outcome. */
  public RowTally outcomes() {
    return scored.plus(quarantined);
  }

  /** Returns the share of rows in quarantine, in percent; 0 where there are no rows. */
  public double quarantinePercent() {
    return outcomes().rows() == 0 ? 0 : 100.0 * quarantined.rows() / outcomes().rows();
  }

  /**
   * Returns what a run's record says of this audit, by the names of the columns of the runs table;
   * sums as text, since they exceed 64 bits.
   *
   * @param spine the rows that were to be scored
   */
  public Map<String, Object> facts(RowTally spine) {
    return Map.of(
        "rows_in", spine.rows(),
        "rows_scored", scored.rows(),
        "rows_quarantined", quarantined.rows(),
        "key_hash_sum_in", spine.keyHashSum().toString(),
        "key_hash_sum_scored", scored.keyHashSum().toString(),
        "key_hash_sum_quarantined", quarantined.keyHashSum().toString(),
        "quarantine_reasons", reasons);
  }

  /**
   * Admits a stage to publishing.
   *
   * @param spine the rows that were to be scored, counted from the spine itself
   * @throws EvenkeelException with fault GATE, naming every gate that holds the stage back
   */
  public AuditedStage admit(Stage stage, RowTally spine, Gates gates) {
    List<String> problems = new ArrayList<>(conservation(spine));
    if (quarantinePercent() > gates.maxQuarantinePercent()) {
      problems.add(
          "%,d of %,d rows (%.3f%%) are in quarantine, more than max_quarantine_percent = %s: %s"
              .formatted(
                  quarantined.rows(),
                  outcomes().rows(),
                  quarantinePercent(),
                  gates.maxQuarantinePercent(),
                  reasons));
    }
    if (scored.rows() == 0 && !gates.allowEmpty()) {
      problems.add("No row was scored, and an empty publish was not allowed");
    }
    if (!problems.isEmpty()) {
      throw EvenkeelException.of(Fault.GATE, problems)
          .safe("Nothing was published: tables and caches serve what they served before.")
          .next(
              "Mend the cause and run the same command again; where it is right as it is, set"
                  + " evenkeel.score.max_quarantine_percent, or --allow-empty.");
    }
    return new AuditedStage(stage, this);
  }

  private List<String> conservation(RowTally spine) {
    List<String> problems = new ArrayList<>();
    if (!outcomes().equals(spine)) {
      problems.add(
          "Rows were lost or made: in %s, out %s = scored %s + quarantined %s"
              .formatted(spine, outcomes(), scored, quarantined));
    }
    if (duplicateKeys > 0) {
      problems.add("%,d scored rows repeat the row id of another".formatted(duplicateKeys));
    }
    if (invalidScores > 0) {
      problems.add("%,d scored rows have no row id or no score".formatted(invalidScores));
    }
    return problems;
  }
}
