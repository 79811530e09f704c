package io.evenkeel.stage.sink;

/**
 * What a stage must keep to be published, besides conservation, which no setting turns off.
 *
 * @param maxQuarantinePercent the greatest share of rows in quarantine, in percent, 0 to 100
 * @param allowEmpty whether a stage without any scored row may replace what is published
 */
public record Gates(double maxQuarantinePercent, boolean allowEmpty) {
  /** Checks the percentage. */
  public Gates {
    if (!(maxQuarantinePercent >= 0 && maxQuarantinePercent <= 100)) {
      throw new IllegalArgumentException(
          "max_quarantine_percent is %s; possible is 0 to 100".formatted(maxQuarantinePercent));
    }
  }
}
