package io.evenkeel.model.onnx;

/**
 * What two tasks must have in common to share a session.
 *
 * @param sha256 of the model's bytes
 * @param threads intra-operator threads
 * @param placement where it is to run
 */
record SessionKey(String sha256, int threads, Placement placement) {
  /** A session on the processor. */
  SessionKey(String sha256, int threads) {
    this(sha256, threads, Placement.CPU);
  }
}
