/**
 * Runs models with ONNX Runtime: one environment and one session per process and model, shared by
 * every task ({@link io.evenkeel.model.onnx.SessionCache}), and per task a scorer with its own
 * reused buffers ({@link io.evenkeel.model.onnx.OnnxScorer}). No Spark here.
 *
 * <p>ONNX Runtime unpacks its native libraries into the temporary folder of every process, unless
 * {@code -Donnxruntime.native.path=FOLDER} names a folder that has them.
 */
@NullMarked
package io.evenkeel.model.onnx;

import org.jspecify.annotations.NullMarked;
