package io.evenkeel.feature.oracle;

import io.evenkeel.feature.Reason;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Arguments of sum, avg or stddev as decimals, which add up without error in any order. NaN and
 * infinities, which no decimal holds, are added apart, where order does not matter either.
 *
 * @param decimals finite arguments, of one scale
 * @param specials sum of NaN and infinite arguments; 0 where there are none
 * @param floating whether arguments are floating-point numbers
 * @param misfit whether a finite argument has too many digits
 */
record ExactNumbers(List<BigDecimal> decimals, double specials, boolean floating, boolean misfit) {
  /** Digits of a rounded floating-point argument, so that 10^10 of them fit {@link #DIGITS}. */
  private static final int ROUNDED_DIGITS = 28;

  /** Digits of the widest SQL decimal. */
  private static final int DIGITS = 38;

  /**
   * Returns the arguments.
   *
   * @param arguments Long, BigDecimal or Double, none of them null
   * @param scale digits after the point to which a Double is rounded, half-up
   */
  static ExactNumbers of(List<Object> arguments, Optional<Integer> scale) {
    List<BigDecimal> decimals = new ArrayList<>();
    double specials = 0;
    boolean floating = false;
    boolean misfit = false;
    for (Object argument : arguments) {
      if (argument instanceof Double number) {
        floating = true;
        if (Double.isFinite(number)) {
          decimals.add(
              BigDecimal.valueOf(number).setScale(scale.orElseThrow(), RoundingMode.HALF_UP));
          misfit |= decimals.get(decimals.size() - 1).precision() > ROUNDED_DIGITS;
        } else {
          specials += number;
        }
      } else {
        decimals.add(Values.exact(argument));
      }
    }
    return new ExactNumbers(decimals, specials, floating, misfit);
  }

  /** Returns the sum: exact, or the nearest double where the arguments are floating-point. */
  Computed sum() {
    BigDecimal sum = exactSum();
    if (misfit || sum.precision() > DIGITS) {
      return Computed.defect(Reason.DOES_NOT_FIT_TYPE);
    }
    if (!floating) {
      return Computed.of(sum);
    }
    return Computed.of(specials != 0 ? specials : sum.doubleValue());
  }

  /** Returns the nearest double of the sum divided by the count. */
  Computed average(int count) {
    BigDecimal sum = exactSum();
    if (misfit || sum.precision() > DIGITS) {
      return Computed.defect(Reason.DOES_NOT_FIT_TYPE);
    }
    return Computed.of(specials != 0 ? specials : sum.doubleValue() / count);
  }

  /**
   * Returns {@code sqrt((n * sum(x^2) - sum(x)^2) / (n * (n - 1)))}, the numerator exact and then
   * the nearest double; missing for n below 2, NaN where an argument is NaN or infinite.
   */
  Computed deviation(int count) {
    if (specials != 0) {
      return count > 1 ? Computed.of(Double.NaN) : Computed.missing();
    }
    BigInteger n = BigInteger.valueOf(decimals.size());
    BigInteger sum = BigInteger.ZERO;
    BigInteger squares = BigInteger.ZERO;
    boolean fits = !misfit;
    for (BigDecimal decimal : decimals) {
      BigInteger unit = decimal.unscaledValue();
      sum = sum.add(unit);
      squares = squares.add(unit.multiply(unit));
      fits &= fits(unit.multiply(unit));
    }
    BigInteger numerator = n.multiply(squares).subtract(sum.multiply(sum));
    boolean sumsFit = fits(n.multiply(squares)) && fits(sum.multiply(sum));
    if (!fits || (count > 1 && !sumsFit)) {
      return Computed.defect(Reason.DOES_NOT_FIT_TYPE);
    }
    if (count < 2) {
      return Computed.missing();
    }
    int scale = decimals.get(0).scale();
    double pairs = n.multiply(n.subtract(BigInteger.ONE)).doubleValue();
    return Computed.of(Math.sqrt(new BigDecimal(numerator, 2 * scale).doubleValue() / pairs));
  }

  private BigDecimal exactSum() {
    return decimals.stream().reduce(BigDecimal.ZERO, BigDecimal::add);
  }

  private static boolean fits(BigInteger number) {
    return new BigDecimal(number).precision() <= DIGITS;
  }
}
