/**
 * What would run on a GPU: RAPIDS is asked about a plan, which needs no GPU. Nothing here scores;
 * how a model gets to a GPU is in {@code io.evenkeel.model.onnx}, and which one a task has in
 * {@code io.evenkeel.stage.scoring}.
 */
@NullMarked
package io.evenkeel.gpu;

import org.jspecify.annotations.NullMarked;
