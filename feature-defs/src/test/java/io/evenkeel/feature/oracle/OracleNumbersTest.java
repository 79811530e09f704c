package io.evenkeel.feature.oracle;

import static org.assertj.core.api.Assertions.assertThat;

import io.evenkeel.feature.Reason;
import java.math.BigDecimal;
import java.util.List;
import org.junit.Test;

/** Sums, means, deviations, extremes and the one cast, each against a number known otherwise. */
public class OracleNumbersTest {
  private static final String TIME = "2024-01-01T11:00:00Z";
  private static final String MOMENT = "2024-01-01T12:00:00Z";

  /** Returns the features of key A with one event for each argument. */
  private static OracleFeatures fold(String agg, String settings, Object... arguments) {
    Facts facts =
        Facts.of(
            Facts.KNOWN_AT,
            "columns.x { from = facts, by = [key], window = 2h, agg = \"%s\", %s }"
                .formatted(agg, settings));
    for (Object argument : arguments) {
      facts.event("A", TIME, TIME, argument);
    }
    return facts.oracle().features(Facts.row("A", MOMENT));
  }

  private static Object folded(String agg, String settings, Object... arguments) {
    OracleFeatures features = fold(agg, settings, arguments);
    assertThat(features.breaches()).isEmpty();
    return features.values().get("x");
  }

  private static void refused(String agg, String settings, Reason reason, Object... arguments) {
    assertThat(fold(agg, settings, arguments).breaches())
        .containsExactly(new Judgement("x", reason));
  }

  private static final String DOUBLE = "missing = keep, type = float64";
  private static final String SINGLE = "missing = keep, type = float32";
  private static final String COUNT = "empty = 0, missing = reject, type = int64";

  @Test
  public void roundsADecimalToFloatOnce() {
    // Just above the middle of 1 and the next float; as a double it is the middle, ties to even.
    BigDecimal aboveTheMiddle = new BigDecimal("1.000000059604644775390625000001");

    assertThat((float) aboveTheMiddle.doubleValue()).isEqualTo(1f);
    assertThat(folded("sum(v)", SINGLE, aboveTheMiddle)).isEqualTo(Math.nextUp(1f));
    assertThat(folded("last(v)", SINGLE, aboveTheMiddle)).isEqualTo(Math.nextUp(1f));
  }

  @Test
  public void addsFloatingPointArgumentsAsDecimals() {
    assertThat(0.1 + 0.2 + 0.3).isNotEqualTo(0.6);
    assertThat(folded("sum(v)", "scale = 1, " + DOUBLE, 0.1, 0.2, 0.3)).isEqualTo(0.6);
    assertThat(folded("sum(v)", "scale = 1, " + DOUBLE, 1e15, 0.1, -1e15)).isEqualTo(0.1);
    assertThat(folded("sum(v)", "scale = 2, " + DOUBLE, 1.005, 1.015)).isEqualTo(2.03);
    assertThat(folded("sum(v)", "scale = 0, " + DOUBLE, 0.5f, 1.5f, -0.5f)).isEqualTo(2.0);
  }

  @Test
  public void addsIntegersBeyondLong() {
    assertThat(folded("sum(v)", DOUBLE, Long.MAX_VALUE, Long.MAX_VALUE, -5L))
        .isEqualTo(new BigDecimal("18446744073709551609").doubleValue());
    refused("sum(v)", COUNT, Reason.DOES_NOT_FIT_TYPE, Long.MAX_VALUE, 1L);
  }

  @Test
  public void refusesSumsThatNoDecimalHolds() {
    BigDecimal widest = new BigDecimal("9".repeat(38));

    refused("sum(v)", DOUBLE, Reason.DOES_NOT_FIT_TYPE, widest, BigDecimal.ONE);
    refused("avg(v)", DOUBLE, Reason.DOES_NOT_FIT_TYPE, widest, BigDecimal.ONE);
    refused("stddev(v)", DOUBLE, Reason.DOES_NOT_FIT_TYPE, widest, BigDecimal.ONE);
    refused("sum(v)", "scale = 2, " + DOUBLE, Reason.DOES_NOT_FIT_TYPE, 1e27);
  }

  @Test
  public void letsNanAndInfinityThroughSums() {
    double infinity = Double.POSITIVE_INFINITY;
    String scaled = "scale = 2, " + DOUBLE;

    assertThat(folded("sum(v)", scaled, 1.0, Double.NaN)).isEqualTo(Double.NaN);
    assertThat(folded("sum(v)", scaled, 1.0, infinity)).isEqualTo(infinity);
    assertThat(folded("sum(v)", scaled, -infinity, infinity)).isEqualTo(Double.NaN);
    assertThat(folded("avg(v)", scaled, 1.0, infinity)).isEqualTo(infinity);
    assertThat(folded("stddev(v)", scaled, 1.0, infinity)).isEqualTo(Double.NaN);
    refused("sum(v)", scaled + ", nan = reject", Reason.NAN, 1.0, Double.NaN);
    assertThat(folded("sum(v)", scaled + ", nan = missing", 1.0, Double.NaN)).isEqualTo(1.0);
  }

  @Test
  public void dividesTheNearestDoubleOfTheSumByTheCount() {
    assertThat(folded("avg(v)", DOUBLE, 1L, 2L, 2L)).isEqualTo(5.0 / 3.0);
    assertThat(folded("avg(v)", DOUBLE, 1L, null, 2L)).isEqualTo(1.5);
    assertThat(folded("avg(v)", SINGLE, 1L, 2L, 2L)).isEqualTo((float) (5.0 / 3.0));
    assertThat(folded("avg(v)", DOUBLE, null, null)).isNull();
  }

  @Test
  public void findsDeviationsWithoutCancellation() {
    assertThat(folded("stddev(v)", DOUBLE, 1_000_000_001L, 1_000_000_002L, 1_000_000_003L))
        .isEqualTo(1.0);
    assertThat(folded("stddev(v)", "scale = 1, " + DOUBLE, 1e9 + 0.1, 1e9 + 0.3))
        .isEqualTo(Math.sqrt(0.02));
    assertThat(folded("stddev(v)", DOUBLE, 7L, 7L, 7L)).isEqualTo(0.0);
    assertThat(folded("stddev(v)", DOUBLE, 7L)).isNull();
    assertThat(folded("stddev(v)", DOUBLE, 7L, null)).isNull();
  }

  @Test
  public void countsDistinctValuesWithOneZeroAndOneNan() {
    assertThat(folded("count_distinct(v)", COUNT, 0.0, -0.0, Double.NaN, -Double.NaN, null, 1.0))
        .isEqualTo(3L);
    assertThat(folded("count_distinct(v)", COUNT, "a", "A", "a")).isEqualTo(2L);
    assertThat(folded("count(v)", COUNT, "a", null, "a")).isEqualTo(2L);
  }

  @Test
  public void putsNanAboveEverything() {
    assertThat(folded("max(v)", DOUBLE, 1.0, Double.NaN, Double.POSITIVE_INFINITY))
        .isEqualTo(Double.NaN);
    assertThat(folded("min(v)", DOUBLE, 1.0, Double.NaN)).isEqualTo(1.0);
    assertThat(folded("max(v)", DOUBLE + ", nan = missing", 1.0, Double.NaN)).isEqualTo(1.0);
    assertThat(Double.doubleToRawLongBits((double) folded("min(v)", DOUBLE, -0.0, 1.0))).isZero();
  }

  @Test
  public void ordersTextByCodePoint() {
    String outsideTheBasicPlane = new String(Character.toChars(0x1F600));
    String text = "missing = none, type = string";

    assertThat("\uFFFD".compareTo(outsideTheBasicPlane)).isPositive();
    assertThat(folded("max(v)", text, "\uFFFD", outsideTheBasicPlane))
        .isEqualTo(outsideTheBasicPlane);
  }

  @Test
  public void sharesAmongEventsWhereTheConditionIsKnown() {
    assertThat(folded("share(v)", DOUBLE, true, false, null, true)).isEqualTo(2.0 / 3.0);
    assertThat(folded("share(v)", DOUBLE, null, null)).isNull();
    assertThat(folded("share(v)", DOUBLE)).isNull();
  }

  @Test
  public void takesTheFirstAndLastNullIncluded() {
    assertThat(folded("last(v)", SINGLE, new Object[] {null})).isNull();
    refused("last(v)", SINGLE, Reason.AMBIGUOUS, 1L, null);
  }

  @Test
  public void comparesTheResultNotTheCast() {
    String bool = "missing = false, type = bool";

    assertThat(folded("max(v) >= 15", bool, 14L, 15L)).isEqualTo(true);
    assertThat(folded("max(v) > 15", bool, 14L, 15L)).isEqualTo(false);
    assertThat(folded("max(v) = 'x'", bool, "a", "x")).isEqualTo(true);
    assertThat(folded("max(v) <> 0.5", bool, new BigDecimal("0.50"))).isEqualTo(false);
    assertThat(folded("max(v) >= 15", bool, Double.NaN)).isEqualTo(true);
    assertThat(folded("max(v) >= 15", bool, null, null)).isEqualTo(false);
    assertThat(folded("count(*) <= 0", "empty = 0, missing = reject, type = int8"))
        .isEqualTo((byte) 1);
  }

  @Test
  public void castsOnlyWhatFits() {
    String int8 = "missing = reject, type = int8";

    assertThat(folded("max(v)", int8, 127L)).isEqualTo((byte) 127);
    assertThat(folded("max(v)", int8, -128.0)).isEqualTo((byte) -128);
    assertThat(folded("max(v)", int8, true)).isEqualTo((byte) 1);
    for (Object misfit :
        List.of(128L, 0.5, new BigDecimal("1.1"), Double.NaN, Double.NEGATIVE_INFINITY)) {
      refused("max(v)", int8, Reason.DOES_NOT_FIT_TYPE, misfit);
    }
    refused("max(v)", SINGLE, Reason.DOES_NOT_FIT_TYPE, 3.5e38);
    assertThat(folded("max(v)", SINGLE, Double.POSITIVE_INFINITY))
        .isEqualTo(Float.POSITIVE_INFINITY);
    refused("max(v)", COUNT, Reason.DOES_NOT_FIT_TYPE, 0x1p63);
  }
}
