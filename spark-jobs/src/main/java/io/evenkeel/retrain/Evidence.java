package io.evenkeel.retrain;

import java.time.LocalDate;
import java.util.Optional;

/**
 * What is known about a model at a date; what is absent leaves its rule undecided.
 *
 * @param date the date in question, which is not the day on which somebody asks
 * @param accuracy empty where no label has matured, or the model's baseline is not known
 * @param psi empty where no feature could be judged
 * @param trainedUntil the last day of the training data
 */
public record Evidence(
    LocalDate date,
    Optional<Accuracy> accuracy,
    Optional<GreatestPsi> psi,
    Optional<LocalDate> trainedUntil) {

  /**
   * Accuracy beside its baseline.
   *
   * @param baseline at training, in (0, 1]
   * @param current in [0, 1]
   * @param lo lower bound of {@code current} at 95%
   * @param hi upper bound of {@code current} at 95%
   * @param rows labelled rows, from 0
   */
  public record Accuracy(double baseline, double current, double lo, double hi, long rows) {
    /** Refuses a baseline that nothing can be held against. */
    public Accuracy {
      if (!(baseline > 0 && baseline <= 1)) {
        throw new IllegalArgumentException("Baseline accuracy %s".formatted(baseline));
      }
    }

    /** Returns the share of its baseline that was lost; negative where it was won. */
    public double drop() {
      return (baseline - current) / baseline;
    }

    /** Tells whether chance alone could give the difference to the baseline. */
    public boolean withinChance() {
      return lo <= baseline && baseline <= hi;
    }
  }

  /**
   * The feature that has moved farthest.
   *
   * @param value its PSI, at least 0
   * @param feature its name; may be empty
   */
  public record GreatestPsi(double value, String feature) {}
}
