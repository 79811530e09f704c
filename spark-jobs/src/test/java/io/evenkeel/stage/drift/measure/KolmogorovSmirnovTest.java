package io.evenkeel.stage.drift.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.stream.DoubleStream;
import org.junit.Test;

public class KolmogorovSmirnovTest {
  private static final double TOLERANCE = 1e-12;

  @Test
  public void isKnownForTiesInBothSamples() {
    requireKnown(
        new double[] {1, 2, 2, 3, 3, 3, 4, 5},
        new double[] {2, 3, 3, 4, 4, 5, 5, 5, 6, 6},
        .45,
        .2475433063668358);
  }

  @Test
  public void isZeroForOneSharedValue() {
    requireKnown(new double[] {7, 7, 7}, new double[] {7, 7}, 0, 1);
  }

  @Test
  public void isOneForDisjointSamples() {
    requireKnown(new double[] {1, 2, 3}, new double[] {4, 5, 6}, 1, .1);
  }

  @Test
  public void isZeroForOneEqualRow() {
    requireKnown(new double[] {5}, new double[] {5}, 0, 1);
  }

  @Test
  public void isKnownForOneRowAboveFour() {
    requireKnown(new double[] {5}, new double[] {1, 2, 3, 4}, 1, .4);
  }

  @Test
  public void isKnownForDifferentSizes() {
    requireKnown(
        DoubleStream.iterate(1, x -> x + 1).limit(10).toArray(),
        DoubleStream.iterate(1.5, x -> x + 1).limit(15).toArray(),
        .4,
        .2521145633206476);
  }

  @Test
  public void isKnownForTwoConstants() {
    requireKnown(new double[] {7, 7, 7, 7, 7}, new double[] {8, 8, 8, 8}, 1, .0158730158730159);
  }

  @Test
  public void isKnownForTwoTruthValues() {
    requireKnown(zerosAndOnes(50, 50), zerosAndOnes(40, 60), .1, .702056982866488);
  }

  @Test
  public void leavesExactProbabilitiesBeyondTenThousandRows() {
    double[] a = DoubleStream.iterate(0, x -> x + 1).limit(10_001).toArray();
    KolmogorovSmirnov test =
        KolmogorovSmirnov.test(a, Arrays.stream(a).map(x -> x + 100).toArray());
    assertThat(test.exact()).isFalse();
    assertThat(test.statistic()).isCloseTo(100 / 10_001.0, within(TOLERANCE));
  }

  private static double[] zerosAndOnes(int zeros, int ones) {
    double[] values = new double[zeros + ones];
    Arrays.fill(values, zeros, values.length, 1);
    return values;
  }

  private static void requireKnown(double[] reference, double[] current, double d, double p) {
    KolmogorovSmirnov test = KolmogorovSmirnov.test(reference, current);
    assertThat(test.statistic()).isCloseTo(d, within(TOLERANCE));
    assertThat(test.p()).isCloseTo(p, within(TOLERANCE));
    assertThat(test.exact()).isTrue();
    assertThat(KolmogorovSmirnov.test(current, reference).p()).isCloseTo(p, within(TOLERANCE));
  }
}
