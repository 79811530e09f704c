package io.evenkeel.model.onnx;

/**
 * The runtime refused a batch. It does not tell which row is to blame; a batch of one row leaves no
 * doubt.
 */
public final class ModelRunException extends Exception {
  private static final long serialVersionUID = 1L;

  ModelRunException(String message, Throwable cause) {
    super(message, cause);
  }
}
