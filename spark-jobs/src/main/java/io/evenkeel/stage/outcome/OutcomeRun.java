package io.evenkeel.stage.outcome;

import io.evenkeel.run.Slot;
import java.time.Instant;
import java.time.LocalDate;

/**
 * What a report is about. Slot and days are its place: a later report of the same place takes the
 * place of an earlier one.
 *
 * @param slot of the last day whose predictions are judged
 * @param days how many days up to the slot's are judged together, at least 1
 * @param runId the run that published the predictions of the last day
 * @param modelVersion versions that predicted, in order, joined by commas
 * @param sameDefinition whether today's definition is that of the predictions; where it is not, the
 *     labels are those of today's
 * @param labelsUntil the instant at which labels had to be mature
 * @param judgedAt when the report was made
 */
public record OutcomeRun(
    Slot slot,
    int days,
    String runId,
    String modelVersion,
    boolean sameDefinition,
    Instant labelsUntil,
    Instant judgedAt) {
  /** Refuses no day. */
  public OutcomeRun {
    if (days < 1) {
      throw new IllegalArgumentException("%d days of %s".formatted(days, slot));
    }
  }

  /** Returns the first day whose predictions are judged. */
  public LocalDate from() {
    return slot.scoreDate().minusDays(days - 1L);
  }

  /** Returns the last day whose predictions are judged. */
  public LocalDate to() {
    return slot.scoreDate();
  }
}
