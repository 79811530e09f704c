package io.evenkeel.job;

import io.evenkeel.fault.EvenkeelException;
import io.evenkeel.fault.Fault;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;

/**
 * Whose outcomes are to be judged.
 *
 * @param model the model's name
 * @param from first scored day, included
 * @param to last scored day, included; days from first to last are judged together
 * @param groups columns of the spine, by each of which figures are told
 * @param cutoff instant at which labels must be mature; empty for the moment at which the last
 *     event of the label's source became known, so that the data itself decides
 */
public record OutcomesRequest(
    String model, LocalDate from, LocalDate to, List<String> groups, Optional<Instant> cutoff) {
  /** Copies the list and refuses dates in the wrong order. */
  public OutcomesRequest {
    groups = groups.stream().distinct().toList();
    if (to.isBefore(from)) {
      throw EvenkeelException.of(
              Fault.USAGE, "The dates from %s to %s are none".formatted(from, to))
          .next("Give --from a date that is not after --to.");
    }
  }

  /** Returns how many days are judged together. */
  int days() {
    return (int) ChronoUnit.DAYS.between(from, to) + 1;
  }

  /** Returns {@code 2013-07-04}, or {@code 2013-06-01 to 2013-06-30}. */
  String dates() {
    return from.equals(to) ? to.toString() : from + " to " + to;
  }
}
