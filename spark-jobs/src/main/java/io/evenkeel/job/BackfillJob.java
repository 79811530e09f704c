package io.evenkeel.job;

import io.evenkeel.concurrent.SideBySide;
import io.evenkeel.fault.EvenkeelException;
import io.evenkeel.fault.Fault;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;

/**
 * Scores the days of a span. Each day is a run of its own, so a backfill that was stopped is
 * resumed by the same command: days that are done are told so. The cache goes on serving the newest
 * day, whatever the order in which days end.
 *
 * <p>A day that a gate holds, or that may succeed if repeated, does not stop the others; what is
 * wrong with the model or the definition does, since it would stop each of them.
 */
public record BackfillJob(ScoreJob score, Journal journal) {
  private static final Set<Fault> OF_THE_DAY = Set.of(Fault.GATE, Fault.RETRYABLE, Fault.FENCED);

  /** Runs every day, and returns what became of it; a day's failure is told, not thrown. */
  public BackfillResult run(BackfillRequest request) {
    Progress progress = new Progress();
    SideBySide.take(
        "The backfill",
        request.parallel(),
        request.days().stream()
            .<Supplier<LocalDate>>map(day -> () -> run(request, day, progress))
            .toList());
    List<LocalDate> left =
        request.days().stream()
            .filter(day -> !progress.scored.containsKey(day) && !progress.failed.containsKey(day))
            .toList();
    BackfillResult result = new BackfillResult(progress.scored, progress.failed, left);
    tell(request, result);
    return result;
  }

  private LocalDate run(BackfillRequest request, LocalDate day, Progress progress) {
    if (progress.stopped.get()) {
      return day;
    }
    try {
      progress.scored.put(day, score.run(request.day(day)));
    } catch (EvenkeelException failure) {
      progress.failed.put(day, failure);
      if (!OF_THE_DAY.contains(failure.fault())) {
        progress.stopped.set(true);
      }
    } catch (RuntimeException defect) {
      progress.stopped.set(true);
      progress.failed.put(day, unexpected(day, defect));
    }
    return day;
  }

  private static EvenkeelException unexpected(LocalDate day, RuntimeException defect) {
    return EvenkeelException.of(Fault.INTERNAL, "The run of %s failed: %s".formatted(day, defect))
        .safe("Published tables and the cache hold whole generations.")
        .next("Report this with the log, then run the same command again.")
        .causedBy(defect);
  }

  private void tell(BackfillRequest request, BackfillResult result) {
    long before = result.scored().values().stream().filter(ScoreResult::alreadyDone).count();
    journal.step(
        "backfill",
        "%d of %d days have a result (%d had one before), %d stopped, %d not started"
            .formatted(
                result.scored().size(),
                request.days().size(),
                before,
                result.failed().size(),
                result.notStarted().size()),
        Map.of(
            "days", request.days().size(),
            "scored", result.scored().keySet().stream().map(LocalDate::toString).toList(),
            "already_done", before,
            "failed", result.failed().keySet().stream().map(LocalDate::toString).toList(),
            "not_started", result.notStarted().stream().map(LocalDate::toString).toList()));
  }

  /** What is known so far; thread-safe. */
  private static final class Progress {
    private final ConcurrentSkipListMap<LocalDate, ScoreResult> scored =
        new ConcurrentSkipListMap<>();
    private final ConcurrentSkipListMap<LocalDate, EvenkeelException> failed =
        new ConcurrentSkipListMap<>();
    private final AtomicBoolean stopped = new AtomicBoolean();
  }
}
