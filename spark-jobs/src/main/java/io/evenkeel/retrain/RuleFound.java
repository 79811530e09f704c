package io.evenkeel.retrain;

import java.util.OptionalDouble;

/**
 * What one rule found.
 *
 * @param rule {@code accuracy}, {@code psi} or {@code age}
 * @param figure what was measured, in the unit of {@code threshold}; empty where it is not known
 * @param threshold what the figure is held against: a share of the baseline accuracy, a PSI, or
 *     days since the last day of the training data
 * @param fired whether the figure is beyond the threshold; false where it is not known
 * @param action what the rule asks for where it fires
 * @param sentence the same for a person
 */
public record RuleFound(
    String rule,
    OptionalDouble figure,
    double threshold,
    boolean fired,
    Action action,
    String sentence) {
  /** Refuses a rule that fires without a figure. */
  public RuleFound {
    if (fired && figure.isEmpty()) {
      throw new IllegalArgumentException("Rule '%s' fires without a figure".formatted(rule));
    }
  }
}
