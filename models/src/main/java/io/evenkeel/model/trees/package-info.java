/**
 * Trees in plain Java: an ensemble of decision trees, read from an ONNX graph and run on eight rows
 * at a time, so that the loads of one row do not wait for those of another. Every score has the
 * bits that ONNX Runtime gives on one thread; a graph for which that is not certain is not taken.
 * Knows no runtime and no Spark; whether it is worth using is decided where both run.
 */
@NullMarked
package io.evenkeel.model.trees;

import org.jspecify.annotations.NullMarked;
