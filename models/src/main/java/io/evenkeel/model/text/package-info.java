/**
 * Texts become tokens here: {@link io.evenkeel.model.text.TextTokenizer} is the one place that
 * knows the tokenizer library. No ONNX and no Spark.
 */
@NullMarked
package io.evenkeel.model.text;

import org.jspecify.annotations.NullMarked;
