package io.evenkeel.stage.outcome;

/**
 * What the verdict goes by.
 *
 * @param leastGroupRows labelled rows that a group needs to be judged, at least 1
 * @param labelShift change of the base rate that alerts, in [0, 1]
 * @param aucDrop loss of AUC (or of accuracy, where training told no AUC) that alerts, in [0, 1]
 * @param impactFloor disparate impact ratio below which a group alerts, in [0, 1]
 */
public record OutcomeThresholds(
    int leastGroupRows, double labelShift, double aucDrop, double impactFloor) {
  /** Refuses thresholds outside their ranges. */
  public OutcomeThresholds {
    if (leastGroupRows < 1 || !share(labelShift) || !share(aucDrop) || !share(impactFloor)) {
      throw new IllegalArgumentException(
          "%d rows, label shift %s, AUC drop %s, impact floor %s: possible are rows from 1 and shares in [0, 1]"
              .formatted(leastGroupRows, labelShift, aucDrop, impactFloor));
    }
  }

  private static boolean share(double number) {
    return number >= 0 && number <= 1;
  }
}
