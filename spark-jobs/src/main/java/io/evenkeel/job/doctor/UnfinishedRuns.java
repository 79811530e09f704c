package io.evenkeel.job.doctor;

import io.evenkeel.stage.ledger.RunListing;
import io.evenkeel.stage.ledger.RunRecord;
import java.util.List;

/**
 * Runs that began, have not ended, and that no newer run has fenced. Whether such a run still works
 * or was killed can't be told from outside; to run it again is safe either way, because the newer
 * one fences it.
 */
public record UnfinishedRuns(RunListing listing) implements Examination {
  private static final String SUBJECT = "runs";

  @Override
  public List<Finding> look() {
    List<Finding> findings =
        listing.runs().stream()
            .filter(run -> run.state().open() && !run.superseded())
            .map(UnfinishedRuns::unfinished)
            .toList();
    return findings.isEmpty()
        ? List.of(Finding.well(SUBJECT, "%,d runs, each ended".formatted(listing.runs().size())))
        : findings;
  }

  private static Finding unfinished(RunRecord run) {
    return Finding.ill(
        SUBJECT,
        "%s of %s came to %s at %s and no further"
            .formatted(run.claim().run(), run.claim().slot(), run.state(), run.lastAt()),
        "./evenkeel retry %s, unless it still works".formatted(run.claim().run()));
  }
}
