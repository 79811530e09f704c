package io.evenkeel.job.doctor;

import io.evenkeel.stage.ledger.RunListing;
import io.evenkeel.stage.ledger.RunRecord;
import io.evenkeel.stage.ledger.RunsTable;
import java.util.List;
import java.util.Set;

/** The runs table: one row for each run that has ended, as the ledger tells it. */
public record RunRows(RunListing listing, RunsTable table) implements Examination {
  private static final String SUBJECT = "table";

  @Override
  public List<Finding> look() {
    Set<String> known = table.known();
    List<Finding> findings =
        listing.runs().stream()
            .filter(run -> !run.state().open())
            .filter(run -> !known.contains(run.claim().run().value()))
            .map(this::missing)
            .toList();
    return findings.isEmpty()
        ? List.of(Finding.well(SUBJECT, "runs has every run that ended"))
        : findings;
  }

  private Finding missing(RunRecord run) {
    String id = run.claim().run().value();
    return Finding.mendable(
        SUBJECT,
        "runs has no row for %s, which is %s".formatted(id, run.state()),
        () -> "added %s at version %d".formatted(id, table.append(run).version()));
  }
}
