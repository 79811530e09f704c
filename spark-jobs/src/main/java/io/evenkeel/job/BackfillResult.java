package io.evenkeel.job;

import io.evenkeel.fault.EvenkeelException;
import java.time.LocalDate;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What became of each day of a backfill: every day is in one of the three.
 *
 * @param scored days that have a published result, new or of an earlier run
 * @param failed days that stopped, and why
 * @param notStarted days that were left alone since what stopped an earlier day would stop them too
 */
public record BackfillResult(
    SortedMap<LocalDate, ScoreResult> scored,
    SortedMap<LocalDate, EvenkeelException> failed,
    List<LocalDate> notStarted) {
  /** Copies what it is given. */
  public BackfillResult {
    scored = Collections.unmodifiableSortedMap(new TreeMap<>(scored));
    failed = Collections.unmodifiableSortedMap(new TreeMap<>(failed));
    notStarted = List.copyOf(notStarted);
  }

  /** Returns 0 where every day has a result, else the exit code of the first day that stopped. */
  public int exitCode() {
    return failed.values().stream().findFirst().map(stop -> stop.fault().exitCode()).orElse(0);
  }
}
