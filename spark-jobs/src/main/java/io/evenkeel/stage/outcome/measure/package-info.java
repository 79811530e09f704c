/**
 * Measures of predictions beside outcomes, from sums alone: each says its formula, its source and
 * when it has no value. No Spark here.
 */
@NullMarked
package io.evenkeel.stage.outcome.measure;

import org.jspecify.annotations.NullMarked;
