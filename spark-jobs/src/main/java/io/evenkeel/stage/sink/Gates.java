package io.evenkeel.stage.sink;

/**
 * What a stage must keep to be published, besides conservation, which no setting turns off.
 *
 * @param maxQuarantinePct the greatest share of rows in quarantine, in percent, 0 to 100
 * @param allowEmpty whether a stage without any scored row may replace what is published
 */
public record Gates(double maxQuarantinePct, boolean allowEmpty) {
  /** Checks the percentage. */
  public Gates {
    if (!(maxQuarantinePct >= 0 && maxQuarantinePct <= 100)) {
      throw new IllegalArgumentException(
          "max_quarantine_pct is %s; possible is 0 to 100".formatted(maxQuarantinePct));
    }
  }
}
