package io.evenkeel.model.onnx;

/** Whether trees may run in plain Java. */
public enum TreeKernels {
  /** Where a trial finds the same bits, faster. */
  AUTO,
  /** Never: ONNX Runtime runs every model. */
  OFF
}
