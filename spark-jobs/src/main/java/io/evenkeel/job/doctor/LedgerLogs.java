package io.evenkeel.job.doctor;

import io.evenkeel.delta.PublishedCommit;
import io.evenkeel.run.Generation;
import io.evenkeel.run.Slot;
import io.evenkeel.stage.ledger.LedgerRebuild;
import io.evenkeel.stage.ledger.Remembered;
import io.evenkeel.stage.ledger.RunState;
import io.evenkeel.stage.ledger.RunsTable;
import io.evenkeel.stage.sink.StagingArea;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The logs of the ledger: each as it was written, and one for every slot that has predictions. A
 * log that is damaged or lost is written anew from the commits of the predictions table and from
 * the runs table.
 *
 * @param commits of the predictions table, newest first
 */
public record LedgerLogs(
    LedgerRebuild ledger, List<PublishedCommit> commits, RunsTable runs, StagingArea staging)
    implements Examination {
  private static final String SUBJECT = "ledger";

  @Override
  public List<Finding> look() {
    List<Finding> findings = new ArrayList<>();
    for (Slot slot : ledger.damaged()) {
      findings.add(mendable(slot, "the log of %s is not as it was written".formatted(slot)));
    }
    Set<Slot> published = new LinkedHashSet<>();
    commits.forEach(commit -> published.add(commit.claim().slot()));
    for (Slot slot : published) {
      if (!ledger.knows(slot)) {
        findings.add(
            mendable(slot, "%s has predictions, and the ledger no log of it".formatted(slot)));
      }
    }
    return findings.isEmpty()
        ? List.of(Finding.well(SUBJECT, "every log is as it was written"))
        : findings;
  }

  private Finding mendable(Slot slot, String found) {
    return Finding.mendable(SUBJECT, found, () -> rebuild(slot));
  }

  private String rebuild(Slot slot) {
    List<Remembered> known = remembered(slot);
    int staged = staging.generations(slot).stream().mapToInt(Generation::number).max().orElse(0);
    var aside = ledger.rebuild(slot, known, staged);
    return "wrote the log of %s anew with %d published runs; the old one is %s"
        .formatted(slot, known.size(), aside);
  }

  /** What the runs table tells of a run is more than its commit does. */
  private List<Remembered> remembered(Slot slot) {
    Map<Generation, Remembered> byGeneration = new LinkedHashMap<>();
    for (PublishedCommit commit : commits) {
      if (commit.claim().slot().equals(slot)) {
        byGeneration.put(
            commit.claim().generation(),
            new Remembered(
                commit.claim(),
                commit.at(),
                RunState.PUBLISHED,
                Map.of("predictions_version", commit.version(), "rows_scored", commit.rows())));
      }
    }
    runs.published(slot).forEach(run -> byGeneration.put(run.claim().generation(), run));
    return List.copyOf(byGeneration.values());
  }
}
