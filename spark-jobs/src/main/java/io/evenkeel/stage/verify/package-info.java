/**
 * Puts a sample of the user's own rows before the plain-Java oracle, and its answers beside those
 * of the engine.
 *
 * <p>Spark is used here for two things only: to read rows, and to evaluate the definition's
 * row-level SQL expressions, each over one row. Which rows count, which version of an event, which
 * keys match, where a window begins, what a policy or a cast makes of a value: all that is {@link
 * io.evenkeel.feature.oracle.Oracle}'s. No code of the feature engine is used.
 *
 * <p>Start at {@link io.evenkeel.stage.verify.OracleSample}.
 */
@NullMarked
package io.evenkeel.stage.verify;

import org.jspecify.annotations.NullMarked;
