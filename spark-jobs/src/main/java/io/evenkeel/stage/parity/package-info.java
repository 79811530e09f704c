/**
 * Holds what a model was given in a scoring run against what a training export computes for the
 * same rows, bit for bit; start at {@link io.evenkeel.stage.parity.Parity}.
 */
@NullMarked
package io.evenkeel.stage.parity;

import org.jspecify.annotations.NullMarked;
