package io.evenkeel.feature;

import java.util.Optional;

/**
 * A fold over the events of a window.
 *
 * @param function what is computed
 * @param argument SQL expression over one event; {@code *} for {@code count(*)}. For {@link
 *     Function#SHARE} a condition
 * @param comparison a comparison of the result with a literal, for labels; empty for none
 * @param empty SQL literal for a window with no event; empty where the result is then missing. It
 *     stands for the result before the comparison, and then follows the column's policy like any
 *     result. A window whose events all have a null argument is not empty: count gives 0, the
 *     others are missing
 * @param scale digits after the point to which a floating-point argument of sum, avg and stddev is
 *     rounded before it is added, so that the sum is exact; empty for integers and decimals
 */
public record Aggregate(
    Function function,
    String argument,
    Optional<Comparison> comparison,
    Optional<String> empty,
    Optional<Integer> scale) {

  /** What is computed. */
  public enum Function {
    /** Events whose argument is not null; {@code count(*)} counts every event. */
    COUNT,
    /** Distinct non-null values, exactly. */
    COUNT_DISTINCT,
    /** Exact sum of non-null values, rounded once. */
    SUM,
    /** Exact sum over exact count, rounded once. */
    AVG,
    /** Least non-null value; NaN is greatest. */
    MIN,
    /** Greatest non-null value; NaN is greatest. */
    MAX,
    /** Sample standard deviation (n - 1) of non-null values; missing where n is less than 2. */
    STDDEV,
    /** Value of the earliest event, null included. */
    FIRST,
    /** Value of the latest event, null included. */
    LAST,
    /** Events that meet the condition over events where it is not null, in [0, 1]. */
    SHARE
  }

  /**
   * A comparison of the aggregate with a literal; the result is a boolean.
   *
   * @param operator one of {@code = <> < <= > >=}
   * @param literal a SQL number or quoted string
   */
  public record Comparison(String operator, String literal) {}
}
