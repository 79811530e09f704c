/**
 * What a feature set means, in plain Java, one spine row at a time: slow, simple and exact. The
 * engine on Spark is tested against it, {@code features verify} runs it on a sample of real rows,
 * and {@code features explain} asks it why an event counts.
 *
 * <p>It shares no code with the engine, rounding included, but the definition language. SQL is not
 * evaluated here: {@link io.evenkeel.feature.oracle.OracleEvent} and {@link
 * io.evenkeel.feature.oracle.OracleState} carry the values of their row-level expressions, and
 * expressions over features come from {@link io.evenkeel.feature.oracle.ExpressionValues}. Values
 * are Java's: Boolean, Byte, Short, Integer, Long, Float, Double, BigDecimal, String, LocalDate and
 * Instant; null is an absent map entry or an empty Optional. Start at {@link
 * io.evenkeel.feature.oracle.Oracle}.
 */
@NullMarked
package io.evenkeel.feature.oracle;

import org.jspecify.annotations.NullMarked;
