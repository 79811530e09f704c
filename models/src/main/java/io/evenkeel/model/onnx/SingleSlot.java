package io.evenkeel.model.onnx;

import java.util.Random;

/**
 * A place of numbers of at most 32 bits: every number is rounded to a float, a truth value is 0 or
 * 1, and what is missing is NaN.
 */
abstract class SingleSlot extends FeatureSlot {
  private final int position;
  private final int width;

  /**
   * The place at {@code position} of rows of {@code width} numbers.
   *
   * @param width of a row of the tensor
   */
  SingleSlot(int position, int width) {
    this.position = position;
    this.width = width;
  }

  /** Writes a number at a position of the buffer. */
  abstract void write(int at, float value);

  /** Returns the number at a position of the buffer. */
  abstract float read(int at);

  /** Returns where the buffer has this feature of a row. */
  final int at(int row) {
    return row * width + position;
  }

  @Override
  public final void putLong(int row, long value) {
    write(at(row), (float) value);
  }

  @Override
  public final void putFloat(int row, float value) {
    write(at(row), value);
  }

  @Override
  public final void putDouble(int row, double value) {
    write(at(row), (float) value);
  }

  @Override
  public final void putBool(int row, boolean value) {
    write(at(row), value ? 1 : 0);
  }

  @Override
  public final String text(int row) {
    return Float.toString(read(at(row)));
  }

  @Override
  final void putSample(int row, Random random) {
    putFloat(row, (float) random.nextGaussian());
  }

  @Override
  public final boolean holdsMissing() {
    return true;
  }

  @Override
  public final void putMissing(int row) {
    write(at(row), Float.NaN);
  }
}
