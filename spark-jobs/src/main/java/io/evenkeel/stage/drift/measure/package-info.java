/**
 * Distances between two samples, as plain functions of counts or of values. No Spark, no thresholds
 * and no verdict: each function names its formula and its source, and returns a finite number for
 * every input it accepts.
 */
@NullMarked
package io.evenkeel.stage.drift.measure;

import org.jspecify.annotations.NullMarked;
