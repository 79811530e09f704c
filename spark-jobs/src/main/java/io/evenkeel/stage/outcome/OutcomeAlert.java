package io.evenkeel.stage.outcome;

import java.util.OptionalDouble;

/**
 * Something beyond its threshold.
 *
 * @param severity {@code moderate} or {@code major}
 * @param value what was found
 * @param threshold what it was held against
 */
public record OutcomeAlert(
    String metric, String severity, OptionalDouble value, double threshold, String sentence) {}
