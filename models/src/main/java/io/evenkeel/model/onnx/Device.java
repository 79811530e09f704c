package io.evenkeel.model.onnx;

/** What a model is to be run by. */
public enum Device {
  /** The GPU that the task was given, where it was given one that the model runs on; else CPU. */
  AUTO,
  /** The processor. */
  CPU,
  /** The GPU that the task was given; nothing else will do. */
  GPU
}
