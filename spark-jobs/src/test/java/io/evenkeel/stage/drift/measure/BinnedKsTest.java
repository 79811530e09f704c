package io.evenkeel.stage.drift.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.evenkeel.profile.BinLayout;
import io.evenkeel.profile.FeatureProfile.Numeric;
import io.evenkeel.profile.ProfileCounter;
import java.util.Arrays;
import java.util.Random;
import org.junit.Test;

public class BinnedKsTest {
  @Test
  public void enclosesTheTrueStatisticInAThousandCasesOfTiesAndAtoms() {
    Random random = new Random(17);
    for (int trial = 0; trial < 1000; trial++) {
      double[] reference = sample(random, trial);
      double[] current = sample(random, trial);
      double d = KolmogorovSmirnov.statistic(reference, current);
      BinnedKs binned = binned(reference, current);
      assertThat(binned.statistic().contains(d))
          .as("trial %d: %s in %s", trial, d, binned.statistic())
          .isTrue();
    }
  }

  @Test
  public void isExactWhereEveryValueHasItsOwnBin() {
    double[] reference = {1, 2, 2, 3, 3, 3, 4, 5};
    double[] current = {2, 3, 3, 4, 4, 5, 5, 5, 5, 5};
    BinnedKs binned = binned(reference, current);
    KolmogorovSmirnov exact = KolmogorovSmirnov.test(reference, current);
    assertThat(binned.statistic().lo()).isEqualTo(exact.statistic());
    assertThat(binned.statistic().hi()).isCloseTo(exact.statistic(), within(1e-15));
    assertThat(binned.p()).isEqualTo(exact.p());
    assertThat(binned.exact()).isTrue();
  }

  @Test
  public void isTightForContinuousData() {
    Random random = new Random(18);
    double[] reference = random.doubles(100_000).toArray();
    double[] current = random.doubles(100_000).map(x -> x * x).toArray();
    Interval d = binned(reference, current).statistic();
    assertThat(d.hi() - d.lo()).isLessThan(.0015);
  }

  @Test
  public void saysWhereTheGapIsWidest() {
    double[] reference = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10};
    assertThat(binned(reference, new double[] {1, 2, 3, 4, 4, 4, 4, 8, 9, 10}).widest())
        .isEqualTo(4);
  }

  @Test
  public void findsNothingInTheReferenceItself() {
    double[] reference = {1, 2, 2, 3};
    BinnedKs binned = binned(reference, reference);
    assertThat(binned.statistic().lo()).isZero();
    assertThat(binned.p()).isEqualTo(1);
  }

  private static BinnedKs binned(double[] reference, double[] current) {
    Numeric feature = Numeric.of("x", reference, 0);
    ProfileCounter counter = ProfileCounter.of(feature);
    Arrays.stream(current).forEach(counter::add);
    BinLayout layout = feature.layout();
    return BinnedKs.of(
        feature.edges(),
        TwoCounts.of(
            Arrays.copyOf(feature.counts().toArray(), layout.bins()),
            Arrays.copyOf(counter.counts(), layout.bins())));
  }

  private static double[] sample(Random random, int trial) {
    int n = 1 + random.nextInt(trial % 10 == 0 ? 9000 : 400);
    double shift = random.nextInt(3) * random.nextDouble();
    double[] values = new double[n];
    for (int i = 0; i < n; i++) {
      values[i] =
          switch (trial % 5) {
            case 0 -> shift + random.nextGaussian();
            case 1 -> Math.round(shift + 3 * random.nextGaussian());
            case 2 -> random.nextInt(3) == 0 ? 0 : shift + random.nextGaussian();
            case 3 ->
                random.nextInt(40) == 0
                    ? Double.POSITIVE_INFINITY
                    : Math.exp(9 * random.nextGaussian());
            default -> random.nextInt(2) + (random.nextInt(9) == 0 ? shift : 0);
          };
    }
    return values;
  }
}
