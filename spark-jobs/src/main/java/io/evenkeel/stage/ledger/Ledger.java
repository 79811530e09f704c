package io.evenkeel.stage.ledger;

import io.evenkeel.fault.EvenkeelException;
import io.evenkeel.fault.Fault;
import io.evenkeel.run.Claim;
import io.evenkeel.run.Generation;
import io.evenkeel.run.RunId;
import io.evenkeel.run.Slot;
import java.time.Clock;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * Claims generations and records what becomes of them. Safe between threads and processes: an event
 * is written only by someone who has read every event before it, so a run that slept while a newer
 * one claimed its slot is told so by its next append. The clock only dates events.
 */
public record Ledger(AppendOnlyFiles files, Clock clock) {
  /** The fact that holds a claim's {@link RunKey}. */
  static final String RUN_KEY = "run_key";

  /** The fact that says the how-manieth claim with its run key a claim is, from 1. */
  static final String ATTEMPT = "attempt";

  /**
   * Claims the slot's next generation. Whoever had claimed it before is fenced from now on.
   *
   * @param facts what is known at the start, such as {@code model_version} and {@code
   *     input_versions}
   */
  public Claim claim(Slot slot, RunId run, RunKey key, Map<String, Object> facts) {
    Event event =
        append(
            slot,
            history -> {
              int newest = history.newest().map(Generation::number).orElse(0);
              Map<String, Object> all = new HashMap<>(facts);
              all.put(RUN_KEY, key.sha256());
              all.put(ATTEMPT, attempts(history, key) + 1);
              Claim claim = new Claim(slot, new Generation(newest + 1), run);
              return history.next(claim, RunState.CLAIMED, clock.instant(), all);
            });
    return new Claim(slot, event.generation(), run);
  }

  /**
   * Records that a run has come to {@code state}. When a newer generation was claimed, a state that
   * says the run achieved something is not recorded; FENCED is, with the same facts.
   *
   * @throws EvenkeelException with fault FENCED, if a newer generation was claimed; INTERNAL, if
   *     the state cannot follow the run's last one
   */
  public void append(Claim claim, RunState state, Map<String, Object> facts) {
    Event written =
        append(
            claim.slot(),
            history -> {
              RunRecord run = own(history, claim);
              if (run.state() == RunState.FENCED) {
                throw fenced(claim);
              }
              RunState told = run.superseded() && state.advances() ? RunState.FENCED : state;
              if (!run.state().next().contains(told)) {
                throw EvenkeelException.of(
                    Fault.INTERNAL,
                    "After %s, %s cannot become %s".formatted(run.state(), claim, told));
              }
              return history.next(claim, told, clock.instant(), facts);
            });
    if (written.state() == RunState.FENCED && state != RunState.FENCED) {
      throw fenced(claim);
    }
  }

  /**
   * Checks that no newer generation was claimed, without recording anything.
   *
   * @throws EvenkeelException with fault FENCED, if one was
   */
  public void requireNewest(Claim claim) {
    if (own(history(claim.slot()), claim).superseded()) {
      throw fenced(claim);
    }
  }

  /** Returns the slot's events. */
  public History history(Slot slot) {
    return History.read(files, slot);
  }

  /**
   * Returns the run to which a new run with this key would add nothing: the slot's newest, if it
   * has the same key and is done. The claim with which a rebuilt log ends is no run.
   */
  public Optional<RunRecord> alreadyDone(Slot slot, RunKey key) {
    return history(slot).runs().stream()
        .filter(run -> !run.facts().containsKey(LedgerRebuild.FENCE))
        .reduce((older, newer) -> newer)
        .filter(run -> run.state() == RunState.DONE)
        .filter(run -> key.sha256().equals(run.facts().get(RUN_KEY)));
  }

  /**
   * Returns the newest run with this key that had staged all its rows, whatever became of it: a new
   * generation may audit and publish that stage rather than score again.
   */
  public Optional<RunRecord> reusableStage(Slot slot, RunKey key) {
    return history(slot).runs().stream()
        .filter(run -> run.states().containsKey(RunState.STAGED))
        .filter(run -> key.sha256().equals(run.facts().get(RUN_KEY)))
        .reduce((older, newer) -> newer);
  }

  private Event append(Slot slot, Function<History, Event> next) {
    while (true) {
      Event event = next.apply(history(slot));
      String path = slot.path() + "/" + Event.fileName(event.number());
      if (files.putIfAbsent(path, event.sealed().lines())) {
        return event;
      }
    }
  }

  private static RunRecord own(History history, Claim claim) {
    return history.runs().stream()
        .filter(run -> run.claim().equals(claim))
        .findFirst()
        .orElseThrow(
            () ->
                EvenkeelException.of(
                    Fault.INTERNAL, "The ledger has no claim of %s".formatted(claim)));
  }

  private static long attempts(History history, RunKey key) {
    return history.runs().stream()
        .filter(run -> key.sha256().equals(run.facts().get(RUN_KEY)))
        .count();
  }

  private static EvenkeelException fenced(Claim claim) {
    return EvenkeelException.of(
            Fault.FENCED,
            "A newer run has claimed %s; %s stops here".formatted(claim.slot(), claim))
        .safe("The newer run's results are not touched.")
        .next("./evenkeel runs");
  }
}
