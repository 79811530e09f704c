package io.evenkeel.retrain;

/**
 * What each rule is held against.
 *
 * @param accuracyDrop share of its baseline accuracy that a model may lose, in [0, 1]
 * @param psi greatest PSI of a feature that is borne, at least 0
 * @param months age that a model may have, in calendar months, at least 1
 * @param leastRows labelled rows without which accuracy is not judged, at least 1
 */
public record RetrainRules(double accuracyDrop, double psi, int months, int leastRows) {
  /** Accuracy 2% of its baseline, PSI 0.25, three months, 100 rows. */
  public static final RetrainRules DEFAULTS = new RetrainRules(.02, .25, 3, 100);

  /** Refuses thresholds outside their ranges. */
  public RetrainRules {
    boolean valid =
        accuracyDrop >= 0 && accuracyDrop <= 1 && psi >= 0 && months >= 1 && leastRows >= 1;
    if (!valid) {
      throw new IllegalArgumentException(
          "Accuracy drop %s, PSI %s, %d months, %d rows: possible are a drop in [0, 1], a PSI from 0, months and rows from 1"
              .formatted(accuracyDrop, psi, months, leastRows));
    }
  }
}
