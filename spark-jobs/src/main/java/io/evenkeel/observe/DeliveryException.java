package io.evenkeel.observe;

/** Something that is told of a run did not arrive. The message says where and why. */
final class DeliveryException extends RuntimeException {
  private static final long serialVersionUID = 1;

  DeliveryException(String message, Exception cause) {
    super(message, cause);
  }

  DeliveryException(String message) {
    super(message);
  }
}
