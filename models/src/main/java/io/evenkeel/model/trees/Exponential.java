package io.evenkeel.model.trees;

import java.math.BigDecimal;
import java.math.MathContext;

/**
 * The exponential function of 32-bit floats with the bits of the C library that ONNX Runtime calls:
 * {@code exp(x) = 2^(k/32) * 2^(r/32)}, where {@code k} is the whole number nearest to {@code 32 x
 * / ln 2}, and {@code 2^(r/32)} is a polynomial of third degree in {@code r} (S. Nagy, Optimized
 * Routines, as in glibc since 2.27 and musl; error below 0.502 units in the last place). Equal to
 * glibc's for every float up to 0, which was tried for all of them. {@code (float) Math.exp}
 * differs in about one of ten thousand.
 */
final class Exponential {
  private static final int PARTS = 32;
  private static final int PART_BITS = 5;
  private static final int FRACTION_BITS = 52;
  private static final double PARTS_OF_LN2 = 0x1.71547652b82fep+0 * PARTS;
  private static final double CUBE = 0x1.c6af84b912394p-5 / PARTS / PARTS / PARTS;
  private static final double SQUARE = 0x1.ebfce50fac4f3p-3 / PARTS / PARTS;
  private static final double FIRST = 0x1.62e42ff0c52d6p-1 / PARTS;

  /** Adding and taking it away rounds to a whole number, which is in the lowest bits between. */
  private static final double ROUNDING = 0x1.8p52;

  /** Below, the result is less than half of the least float. */
  private static final float LEAST = -0x1.9fe368p6f;

  private static final long[] POWERS = powers();

  private Exponential() {}

  /**
   * Tells whether the runtime's C library is known to have this function: ONNX Runtime's build for
   * Linux needs glibc 2.28 or later.
   */
  static boolean ofThisMachine() {
    return System.getProperty("os.name", "").equals("Linux");
  }

  /** Returns {@code e^x} for {@code x <= 0} or NaN. */
  static float of(float x) {
    if (x < LEAST) {
      return 0;
    }
    double shifted = Math.fma(PARTS_OF_LN2, x, ROUNDING);
    long k = Double.doubleToRawLongBits(shifted);
    double r = Math.fma(PARTS_OF_LN2, x, -(shifted - ROUNDING));
    double power =
        Double.longBitsToDouble(POWERS[(int) k & (PARTS - 1)] + (k << (FRACTION_BITS - PART_BITS)));
    double rest = Math.fma(CUBE, r, SQUARE);
    return (float) (Math.fma(rest, r * r, Math.fma(FIRST, r, 1.0)) * power);
  }

  /**
   * Returns the logistic function as ONNX Runtime's trees compute it: of the absolute value, in 32
   * bits, and taken from 1 for a negative number.
   */
  static float logistic(float x) {
    float ofAbsolute = 1 / (1 + of(-Math.abs(x)));
    return x < 0 ? 1 - ofAbsolute : ofAbsolute;
  }

  /** Bits of {@code 2^(i/32)}, less what adding {@code i} of k to the exponent will add. */
  private static long[] powers() {
    MathContext digits = new MathContext(60);
    long[] bits = new long[PARTS];
    for (int i = 0; i < PARTS; i++) {
      BigDecimal root = BigDecimal.valueOf(2);
      BigDecimal power = BigDecimal.ONE;
      for (int bit = PARTS / 2; bit > 0; bit /= 2) {
        root = root.sqrt(digits);
        power = (i & bit) == 0 ? power : power.multiply(root, digits);
      }
      bits[i] =
          Double.doubleToRawLongBits(power.doubleValue())
              - ((long) i << (FRACTION_BITS - PART_BITS));
    }
    return bits;
  }
}
