package io.evenkeel.profile;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Arrays;

/**
 * The sum of doubles without rounding, so that it depends neither on their order nor on how they
 * are split between partial sums. Holds the sum in digits of base 2^32 from the least subnormal
 * double to above the greatest double. Not thread-safe.
 */
public final class ExactSum {
  static final int DIGITS = 68;
  private static final int LEAST_EXPONENT = -1074;
  private static final long DIGIT = 0xffffffffL;
  private static final int ADDS_BEFORE_CARRY = 1 << 28;

  private final long[] digits;
  private int pending;

  /** Starts at zero. */
  public ExactSum() {
    this.digits = new long[DIGITS];
  }

  /**
   * Adds {@code value}.
   *
   * @param value finite
   */
  public void add(double value) {
    long bits = Double.doubleToRawLongBits(value);
    int exponent = (int) (bits >>> 52) & 0x7ff;
    if (exponent == 0x7ff) {
      throw new IllegalArgumentException("%s has no exact sum".formatted(value));
    }
    long fraction = bits & ((1L << 52) - 1);
    long mantissa = exponent == 0 ? fraction : fraction | 1L << 52;
    int place = Math.max(exponent, 1) - 1;
    int digit = place >>> 5;
    int shift = place & 31;
    long low = (mantissa & DIGIT) << shift;
    long high = (mantissa >>> 32) << shift;
    long sign = bits < 0 ? -1 : 1;
    digits[digit] += sign * (low & DIGIT);
    digits[digit + 1] += sign * ((low >>> 32) + (high & DIGIT));
    digits[digit + 2] += sign * (high >>> 32);
    if (++pending == ADDS_BEFORE_CARRY) {
      carry();
    }
  }

  /** Adds a partial sum, as {@link #toArray} gave it. */
  public void addAll(long[] partial) {
    carry();
    for (int i = 0; i < DIGITS; i++) {
      digits[i] += partial[i];
    }
    carry();
  }

  /** Returns the digits, least significant first: a partial sum to be added elsewhere. */
  public long[] toArray() {
    carry();
    return Arrays.copyOf(digits, DIGITS);
  }

  /** Returns the sum, exactly. */
  public BigDecimal value() {
    BigInteger sum = BigInteger.ZERO;
    for (int i = DIGITS - 1; i >= 0; i--) {
      sum = sum.shiftLeft(32).add(BigInteger.valueOf(digits[i]));
    }
    // 2^-1074 is 5^1074 / 10^1074, so the decimal is exact.
    return new BigDecimal(
        sum.multiply(BigInteger.valueOf(5).pow(-LEAST_EXPONENT)), -LEAST_EXPONENT);
  }

  private void carry() {
    for (int i = 0; i < DIGITS - 1; i++) {
      digits[i + 1] += digits[i] >> 32;
      digits[i] &= DIGIT;
    }
    pending = 0;
  }
}
