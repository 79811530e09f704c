/**
 * Published predictions beside what became of them: how good the model was, for whom, and what has
 * moved since training.
 *
 * <p>{@link io.evenkeel.stage.outcome.OutcomeRows} says what comes in; {@link
 * io.evenkeel.stage.outcome.ClassifierOutcomes} and {@link
 * io.evenkeel.stage.outcome.RegressorOutcomes} add it up on the executors; {@link
 * io.evenkeel.stage.outcome.OutcomeReport} holds all that is told, and {@link
 * io.evenkeel.stage.outcome.OutcomeTables} writes it. Where labels and predictions come from is not
 * known here.
 */
@NullMarked
package io.evenkeel.stage.outcome;

import org.jspecify.annotations.NullMarked;
