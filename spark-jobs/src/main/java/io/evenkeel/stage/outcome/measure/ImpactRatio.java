package io.evenkeel.stage.outcome.measure;

import java.util.Optional;

/**
 * A group's selection rate divided by that of the group it is held against.
 *
 * @param group rows selected in the group
 * @param other rows selected in the group with the greatest rate; at least one
 */
public record ImpactRatio(Share group, Share other) {
  /** What value and interval are. */
  public static final String METHOD = "ratio of selection rates; Katz log interval";

  /** Refuses a division by a rate of zero. */
  public ImpactRatio {
    if (other.hits() == 0) {
      throw new IllegalArgumentException("No row of the other group is selected");
    }
  }

  /** Returns the ratio; below 0.8 is the four-fifths rule of 29 CFR 1607.4 (D). */
  public double value() {
    return group.value() / other.value();
  }

  /**
   * Returns {@code exp(ln ratio +- z sqrt(1/a - 1/n + 1/b - 1/m))}, with a of n and b of m
   * selected: Katz, Baptista, Azen and Pike, Biometrics 34 (1978). Empty where the group has none
   * selected.
   */
  public Optional<Interval> interval() {
    if (group.hits() == 0) {
      return Optional.empty();
    }
    double error = Math.sqrt(inverse(group) + inverse(other));
    double factor = Math.exp(Interval.Z * error);
    return Optional.of(new Interval(value() / factor, value() * factor));
  }

  private static double inverse(Share share) {
    return 1.0 / share.hits() - 1.0 / share.rows();
  }
}
