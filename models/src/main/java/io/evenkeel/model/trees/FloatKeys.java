package io.evenkeel.model.trees;

/**
 * Floats as whole numbers of the same order, so that they are compared by a subtraction instead of
 * a branch that the processor would have to guess. Both zeros have one key, as they are equal.
 */
final class FloatKeys {
  /** Above every number's key: not {@code <=} any threshold. */
  static final int NAN_ABOVE = Integer.MAX_VALUE;

  /** Below every number's key. */
  static final int NAN_BELOW = Integer.MIN_VALUE;

  private FloatKeys() {}

  /** Returns the key of a number; not for NaN. */
  static int of(float number) {
    // Adding 0 makes -0 a 0. Of negative numbers, the bits fall as the number rises.
    int bits = Float.floatToRawIntBits(number + 0f);
    return bits ^ ((bits >> 31) & 0x7fffffff);
  }

  /**
   * Returns a key that is not below any lesser number's, and below that of the number itself. Never
   * -1, which is no number's key: 31 of its bits are those of a leaf.
   */
  static int before(float number) {
    int key = of(number) - 1;
    return key == -1 ? -2 : key;
  }

  /** Returns the number of a key. */
  static float number(int key) {
    return Float.intBitsToFloat(key ^ ((key >> 31) & 0x7fffffff));
  }
}
