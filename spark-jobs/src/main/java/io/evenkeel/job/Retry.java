package io.evenkeel.job;

import io.evenkeel.fault.EvenkeelException;
import io.evenkeel.fault.Fault;
import io.evenkeel.stage.ledger.LocalFiles;
import io.evenkeel.stage.ledger.RunListing;
import io.evenkeel.stage.ledger.RunRecord;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;

/** Finds in the ledger what a run was asked to do, so that it can be asked again. */
public final class Retry {
  private Retry() {}

  /**
   * Returns the request of a run: its model, in the version that it had, its day, and its cut-off
   * where one was given.
   *
   * @param ledger folder of the ledger
   * @param runId id as {@code ./evenkeel runs} lists it
   * @param allowEmpty whether a day without any row may be published as empty
   * @throws EvenkeelException with fault USAGE, if the ledger has no such run
   */
  public static ScoreRequest of(Path ledger, String runId, boolean allowEmpty) {
    RunRecord run =
        RunListing.of(new LocalFiles(ledger)).runs().stream()
            .filter(known -> known.claim().run().value().equals(runId))
            .findFirst()
            .orElseThrow(() -> unknown(ledger, runId));
    return new ScoreRequest(
        run.claim().slot().model(),
        version(run),
        run.claim().slot().scoreDate(),
        allowEmpty,
        cutoff(run));
  }

  /** A cut-off that was given is given again; one of commits is found anew. */
  private static Optional<Instant> cutoff(RunRecord run) {
    return CutOff.GIVEN.equals(run.facts().get("cutoff_origin"))
        ? Optional.ofNullable(run.facts().get("cutoff")).map(at -> Instant.parse(at.toString()))
        : Optional.empty();
  }

  private static OptionalInt version(RunRecord run) {
    return Optional.ofNullable(run.facts().get("model_version"))
        .map(version -> OptionalInt.of(Integer.parseInt(version.toString())))
        .orElse(OptionalInt.empty());
  }

  private static EvenkeelException unknown(Path ledger, String runId) {
    return EvenkeelException.of(
            Fault.USAGE, "The ledger in %s has no run '%s'".formatted(ledger, runId))
        .safe("nothing was started")
        .next("./evenkeel runs lists the runs there are");
  }
}
