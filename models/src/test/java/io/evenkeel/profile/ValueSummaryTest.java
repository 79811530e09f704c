package io.evenkeel.profile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.math.BigDecimal;
import java.util.Arrays;
import java.util.Random;
import org.junit.Test;

public class ValueSummaryTest {
  @Test
  public void sumsWithoutRounding() {
    ExactSum sum = new ExactSum();
    double[] values = {1e308, 1, Double.MIN_VALUE, -1e308, 0.1, -0.1, 1e16, -3, Double.MAX_VALUE};
    BigDecimal expected = BigDecimal.ZERO;
    for (double value : values) {
      sum.add(value);
      expected = expected.add(new BigDecimal(value));
    }
    assertThat(sum.value()).isEqualByComparingTo(expected);
  }

  @Test
  public void sumsRandomDoublesAsBigDecimalDoes() {
    Random random = new Random(17);
    ExactSum sum = new ExactSum();
    BigDecimal expected = BigDecimal.ZERO;
    for (int i = 0; i < 2000; i++) {
      double value = Double.longBitsToDouble(random.nextLong());
      if (Double.isFinite(value)) {
        sum.add(value);
        expected = expected.add(new BigDecimal(value));
      }
    }
    assertThat(sum.value()).isEqualByComparingTo(expected);
  }

  @Test
  public void givesTheSameBitsInAnyOrderAndPartition() {
    Random random = new Random(18);
    double[] values = random.doubles(10_000, -1e6, 1e9).toArray();
    ValueSummary whole = new ValueSummary();
    Arrays.stream(values).forEach(whole::add);
    ValueSummary merged = new ValueSummary();
    for (int part = 6; part >= 0; part--) {
      ValueSummary partial = new ValueSummary();
      for (int i = values.length - 1 - part; i >= 0; i -= 7) {
        partial.add(values[i]);
      }
      merged.addAll(partial.toArray());
    }
    assertThat(merged.summary()).isEqualTo(whole.summary());
  }

  @Test
  public void keepsASmallSpreadAroundALargeMean() {
    ValueSummary summary = new ValueSummary();
    for (int i = 1; i <= 10; i++) {
      summary.add(1e9 + i);
    }
    assertThat(summary.summary().mean()).isEqualTo(1e9 + 5.5);
    assertThat(summary.summary().variance()).isCloseTo(8.25, within(1e-12));
  }

  @Test
  public void leavesOutWhatIsNotFinite() {
    ValueSummary summary = new ValueSummary();
    for (double value : new double[] {Double.NaN, Double.POSITIVE_INFINITY, 3, 5}) {
      summary.add(value);
    }
    assertThat(summary.summary()).isEqualTo(new Summary(2, 3, 5, 4, 1));
    assertThat(summary.ordered()).isEqualTo(3);
  }

  @Test
  public void staysFiniteForTheGreatestDoubles() {
    ValueSummary summary = new ValueSummary();
    summary.add(Double.MAX_VALUE);
    summary.add(-Double.MAX_VALUE);
    assertThat(summary.summary().mean()).isZero();
    assertThat(summary.summary().variance()).isEqualTo(Double.MAX_VALUE);
  }

  @Test
  public void saysNoneWhereNothingIsFinite() {
    assertThat(new ValueSummary().summary()).isEqualTo(Summary.NONE);
  }
}
