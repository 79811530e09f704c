/**
 * Runs models with ONNX Runtime: one environment and one session per process and model, shared by
 * every task ({@link io.evenkeel.model.onnx.SessionCache}), and per task a scorer with its own
 * reused buffers ({@link io.evenkeel.model.onnx.OnnxScorer}). No Spark here.
 *
 * <p>ONNX Runtime unpacks its native libraries into the temporary folder of every process. Give
 * processes {@code -Donnxruntime.native.path=FOLDER}, with what {@link
 * io.evenkeel.model.onnx.NativeLibraries} put there once, and they load from there instead.
 */
@NullMarked
package io.evenkeel.model.onnx;

import org.jspecify.annotations.NullMarked;
