package io.evenkeel.model.onnx;

import java.util.Random;

/**
 * The place of one feature in the input tensors of a scorer. Values go to row {@code row} of the
 * batch, from 0; one of the {@code put} methods fits the feature's type and the others refuse, so
 * that a caller chooses once per partition and writes without boxing. Not thread-safe.
 */
public abstract class FeatureSlot {
  FeatureSlot() {}

  /** Writes a whole number. */
  public void putLong(int row, long value) {
    throw refused("a whole number");
  }

  /** Writes a 32-bit floating-point number. */
  public void putFloat(int row, float value) {
    throw refused("a float");
  }

  /** Writes a 64-bit floating-point number. */
  public void putDouble(int row, double value) {
    throw refused("a double");
  }

  /** Writes a truth value; 0 or 1 in a tensor of numbers. */
  public void putBool(int row, boolean value) {
    throw refused("a bool");
  }

  /** Writes a text. */
  public void putText(int row, String value) {
    throw refused("a text");
  }

  /**
   * Returns what the tensor holds for this feature at {@code row}, as text that differs where a bit
   * does; every NaN is {@code NaN}. Not for every row of a large batch: it makes an object.
   */
  public abstract String text(int row);

  /** Tells whether this tensor has something that stands for a missing value. */
  public abstract boolean holdsMissing();

  /** Writes what stands for a missing value. */
  public void putMissing(int row) {
    throw refused("a missing value");
  }

  /**
   * Writes {@code values[positions[from]] ... values[positions[to - 1]]}, the first of them to
   * {@code row} and the others after it.
   */
  public void putFloats(int row, float[] values, int[] positions, int from, int to) {
    for (int i = from; i < to; i++) {
      putFloat(row + i - from, values[positions[i]]);
    }
  }

  /** Writes 64-bit floating-point numbers, as {@link #putFloats} does. */
  public void putDoubles(int row, double[] values, int[] positions, int from, int to) {
    for (int i = from; i < to; i++) {
      putDouble(row + i - from, values[positions[i]]);
    }
  }

  /** Writes whole numbers, as {@link #putFloats} does. */
  public void putLongs(int row, long[] values, int[] positions, int from, int to) {
    for (int i = from; i < to; i++) {
      putLong(row + i - from, values[positions[i]]);
    }
  }

  /** Writes a value that is good for measuring how fast the model is. */
  void putSample(int row, Random random) {
    putLong(row, random.nextInt(2));
  }

  private UnsupportedOperationException refused(String what) {
    return new UnsupportedOperationException(
        "A %s does not take %s".formatted(getClass().getSimpleName(), what));
  }
}
