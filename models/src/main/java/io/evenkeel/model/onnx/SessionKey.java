package io.evenkeel.model.onnx;

/**
 * What two tasks must have in common to share a session. The device is the processor: no other is
 * supported yet.
 *
 * @param sha256 of the model's bytes
 * @param threads intra-operator threads
 */
record SessionKey(String sha256, int threads) {}
