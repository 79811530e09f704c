package io.evenkeel.stage.drift.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.stream.IntStream;
import org.junit.Test;

/** Expected values are scipy 1.17.1's. */
public class KsDistributionTest {
  private static final double STATED_ERROR = 4e-4;

  @Test
  public void agreesWithScipyForLargeSamples() {
    requireLargeSample(1000, 1000, .0223606797749979, .9591549929048919);
    requireLargeSample(1000, 1000, .0729, .009336177594752533);
    requireLargeSample(100_000, 100_000, .01, 9.018048811843602e-05);
    requireLargeSample(10_000_000, 10_000_000, .00073, .00969311443869396);
    requireLargeSample(10_000_000, 100_000, .004, .0839177999595313);
    requireLargeSample(5000, 700, .2, 5.296349622084775e-22);
  }

  @Test
  public void agreesWithScipyForSmallSamples() {
    double[] a = IntStream.range(0, 300).mapToDouble(i -> i * 7 % 101).toArray();
    double[] b = IntStream.range(0, 217).mapToDouble(i -> i * 5 % 97 + 6).toArray();
    KolmogorovSmirnov test = KolmogorovSmirnov.test(a, b);
    assertThat(test.statistic()).isCloseTo(.06, within(1e-12));
    assertThat(test.p()).isCloseTo(.7248228562780757, within(1e-12));
  }

  @Test
  public void countsLatticePathsByHand() {
    // Of the 6 orders of two and two, 2 reach D = 1.
    assertThat(KsDistribution.exactTail(2, 2, 2)).isCloseTo(1 / 3.0, within(1e-15));
    assertThat(KsDistribution.exactTail(2, 2, 1)).isEqualTo(1);
    assertThat(KsDistribution.exactTail(2, 2, 0)).isEqualTo(1);
  }

  @Test
  public void joinsExactAndLargeSampleProbabilities() {
    for (int steps = 30; steps < 150; steps += 10) {
      double exact = KsDistribution.exactTail(1000, 1001, steps * 1001L);
      double large = KsDistribution.largeSampleTail(1000, 1001, steps / 1000.0);
      assertThat(large).as("D = %s", steps / 1000.0).isCloseTo(exact, within(6e-3));
    }
  }

  @Test
  public void neverLeavesTheUnitInterval() {
    for (double d = 0; d <= 1; d += .001) {
      assertThat(KsDistribution.largeSampleTail(1, 1, d)).isBetween(0.0, 1.0);
      assertThat(KsDistribution.largeSampleTail(100_000, 3_000_000_000L, d)).isBetween(0.0, 1.0);
    }
  }

  @Test
  public void fallsAsTheStatisticRises() {
    double before = 1;
    for (double d = 0; d <= .1; d += .0001) {
      double p = KsDistribution.largeSampleTail(2000, 2000, d);
      assertThat(p).as("D = %s", d).isLessThanOrEqualTo(before + 1e-12);
      before = p;
    }
  }

  private static void requireLargeSample(long n, long m, double d, double scipy) {
    assertThat(KsDistribution.largeSampleTail(n, m, d))
        .as("%d and %d rows, D = %s", n, m, d)
        .isCloseTo(scipy, within(STATED_ERROR));
  }
}
