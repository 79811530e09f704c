package io.evenkeel.job;

import io.evenkeel.fault.EvenkeelException;
import io.evenkeel.fault.Fault;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;

/**
 * Days to score, one after another or some at a time.
 *
 * @param model the model's name
 * @param version the model's version; empty for the greatest there is
 * @param from first day, included
 * @param to last day, included
 * @param parallel days at once, 1 to {@value #MOST_AT_ONCE}
 * @param allowEmpty whether a day without any row may be published as empty
 */
public record BackfillRequest(
    String model,
    OptionalInt version,
    LocalDate from,
    LocalDate to,
    int parallel,
    boolean allowEmpty) {
  /** Each day at once needs the driver's memory for its plan. */
  public static final int MOST_AT_ONCE = 16;

  /**
   * Checks the span and the number of days at once.
   *
   * @throws EvenkeelException with fault USAGE and every problem
   */
  public BackfillRequest {
    List<String> problems = new ArrayList<>();
    if (to.isBefore(from)) {
      problems.add("The days from %s to %s are none".formatted(from, to));
    }
    if (parallel < 1 || parallel > MOST_AT_ONCE) {
      problems.add("%d days at once; possible are 1 to %d".formatted(parallel, MOST_AT_ONCE));
    }
    if (!problems.isEmpty()) {
      throw EvenkeelException.of(Fault.USAGE, problems)
          .safe("nothing was started")
          .next("correct --from, --to or --parallel");
    }
  }

  List<LocalDate> days() {
    return from.datesUntil(to.plusDays(1)).toList();
  }

  ScoreRequest day(LocalDate date) {
    return new ScoreRequest(model, version, date, allowEmpty);
  }
}
