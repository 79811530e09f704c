package io.evenkeel.job.doctor;

import io.evenkeel.run.Generation;
import io.evenkeel.run.Slot;
import io.evenkeel.stage.ledger.History;
import io.evenkeel.stage.ledger.Ledger;
import io.evenkeel.stage.ledger.RunRecord;
import io.evenkeel.stage.ledger.RunState;
import io.evenkeel.stage.sink.StagingArea;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Stages that nobody can need: what a run left that a newer one has passed and, for maintenance,
 * what is published. A stage is kept where a retry may yet publish it.
 *
 * @param published whether the stages of runs that are done count, too
 */
public record StaleStages(StagingArea staging, Ledger ledger, boolean published)
    implements Examination {
  private static final String SUBJECT = "stages";

  @Override
  public List<Finding> look() {
    List<Finding> findings = new ArrayList<>();
    int kept = 0;
    for (Slot slot : staging.slots()) {
      Optional<Generation> done = newestDone(ledger.history(slot));
      for (Generation generation : staging.generations(slot)) {
        if (done.filter(newest -> stale(generation, newest)).isPresent()) {
          findings.add(finding(slot, generation));
        } else {
          kept++;
        }
      }
    }
    return findings.isEmpty()
        ? List.of(Finding.well(SUBJECT, "%,d, none of a run that was passed".formatted(kept)))
        : findings;
  }

  private boolean stale(Generation generation, Generation newestDone) {
    return newestDone.newerThan(generation) || (published && newestDone.equals(generation));
  }

  private static Optional<Generation> newestDone(History history) {
    return history.runs().stream()
        .filter(run -> run.state() == RunState.DONE || run.state() == RunState.ROLLED_BACK)
        .map(RunRecord::claim)
        .map(claim -> claim.generation())
        .max(Generation::compareTo);
  }

  private Finding finding(Slot slot, Generation generation) {
    return Finding.mendable(
        SUBJECT,
        "generation %s of %s is not needed any more".formatted(generation, slot),
        () -> {
          staging.delete(slot, generation);
          return "removed the stage of generation %s of %s".formatted(generation, slot);
        });
  }
}
