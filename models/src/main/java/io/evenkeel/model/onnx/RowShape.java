package io.evenkeel.model.onnx;

import io.evenkeel.fault.EvenkeelException;
import io.evenkeel.fault.Fault;
import java.util.Arrays;

/** Whether what came out of the model is one row for each row that went in. */
final class RowShape {
  private RowShape() {}

  /**
   * Returns the width of a tensor of shape {@code [rows]} or {@code [rows, width]}.
   *
   * @throws EvenkeelException with fault {@link Fault#CONTRACT} if it has another shape or no
   *     position {@code index}
   */
  static int width(String output, long[] shape, int rows, int index) {
    boolean fits = shape.length == 1 || shape.length == 2;
    long width = shape.length == 2 ? shape[1] : 1;
    if (!fits || shape[0] != rows || index >= width) {
      throw EvenkeelException.of(
          Fault.CONTRACT,
          "Output '%s' has shape %s for %d rows; position %d of each row was declared as the score"
              .formatted(output, Arrays.toString(shape), rows, index));
    }
    return (int) width;
  }

  /** Refuses a number of values that is not the number of rows. */
  static void requireRows(String output, int found, int rows) {
    if (found != rows) {
      throw EvenkeelException.of(
          Fault.CONTRACT, "Output '%s' has %d values for %d rows".formatted(output, found, rows));
    }
  }
}
