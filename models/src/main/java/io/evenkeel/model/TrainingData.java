package io.evenkeel.model;

import java.time.LocalDate;

/**
 * The training export that a model learnt from.
 *
 * @param exportId folder of the export under its feature set
 * @param from first date, inclusive
 * @param to last date, inclusive
 * @param deltaVersion version of the export's Delta table that was read
 * @param sha256 of the export's data, as its manifest tells it
 * @param rows in the whole export, both sides of the split
 */
public record TrainingData(
    String exportId, LocalDate from, LocalDate to, long deltaVersion, String sha256, long rows) {
  /** Refuses dates in the wrong order. */
  public TrainingData {
    if (to.isBefore(from)) {
      throw new IllegalArgumentException(
          "Training data from %s to %s: the end is before the start".formatted(from, to));
    }
  }
}
