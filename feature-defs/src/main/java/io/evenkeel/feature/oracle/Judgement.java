package io.evenkeel.feature.oracle;

import io.evenkeel.feature.Reason;

/**
 * Why a row must not be scored, or why a value is flagged.
 *
 * @param column the feature, {@code _row_id} or {@code _as_of}
 */
public record Judgement(String column, Reason reason) {}
