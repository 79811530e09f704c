package io.evenkeel.stage.drift.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.evenkeel.profile.FeatureProfile.Numeric;
import io.evenkeel.profile.ProfileCounter;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.junit.Test;

public class WassersteinTest {
  @Test
  public void isKnownForTenNumbersAgainstTwoHigher() {
    double[] reference = DoubleStream.iterate(1, x -> x + 1).limit(10).toArray();
    double[] current = DoubleStream.iterate(3, x -> x + 1).limit(10).toArray();
    double deviation = Numeric.of("x", reference, 0).summary().deviation();
    assertThat(Wasserstein.ofValues(reference, current, deviation))
        .isCloseTo(.696310623822791, within(1e-12));
  }

  @Test
  public void agreesWithScipyOnTies() {
    double[] a = IntStream.range(0, 300).mapToDouble(i -> i * 7 % 101).toArray();
    double[] b = IntStream.range(0, 217).mapToDouble(i -> i * 5 % 97 + 6).toArray();
    double deviation = Numeric.of("x", a, 0).summary().deviation();
    assertThat(Wasserstein.ofValues(a, b, deviation)).isCloseTo(.12977384533515235, within(1e-12));
  }

  @Test
  public void enclosesTheTrueDistanceOfDataDrawnIntoTheReferencesRange() {
    Random random = new Random(17);
    for (int trial = 0; trial < 300; trial++) {
      double[] reference = sample(random, trial);
      Numeric feature = Numeric.of("x", reference, 0);
      double[] current =
          Arrays.stream(sample(random, trial))
              .map(x -> Math.min(Math.max(x, feature.summary().min()), feature.summary().max()))
              .toArray();
      double truth = Wasserstein.ofValues(reference, current, feature.summary().deviation());
      Wasserstein binned = binned(feature, current);
      assertThat(truth)
          .as("trial %d", trial)
          .isBetween(binned.bounds().lo() - 1e-9, binned.bounds().hi() + 1e-9);
      assertThat(binned.bounds().contains(binned.value())).isTrue();
    }
  }

  @Test
  public void isExactWhereEveryValueHasItsOwnBin() {
    double[] reference = {1, 2, 2, 3, 3, 3, 4, 5};
    double[] current = {2, 3, 3, 4, 4, 5, 5, 5};
    Numeric feature = Numeric.of("x", reference, 0);
    double truth = Wasserstein.ofValues(reference, current, feature.summary().deviation());
    assertThat(binned(feature, current).value()).isCloseTo(truth, within(1e-12));
  }

  @Test
  public void dividesByAThousandthWhereTheReferenceIsConstant() {
    Numeric feature = Numeric.of("x", new double[] {5, 5}, 0);
    assertThat(Wasserstein.ofValues(new double[] {5}, new double[] {6}, 0)).isEqualTo(1000);
    assertThat(binned(feature, new double[] {6}).value()).isZero();
  }

  private static Wasserstein binned(Numeric feature, double[] current) {
    ProfileCounter counter = ProfileCounter.of(feature);
    Arrays.stream(current).forEach(counter::add);
    int bins = feature.layout().bins();
    return Wasserstein.ofBins(
        feature.edges(),
        TwoCounts.of(
            Arrays.copyOf(feature.counts().toArray(), bins), Arrays.copyOf(counter.counts(), bins)),
        feature.summary());
  }

  private static double[] sample(Random random, int trial) {
    double shift = random.nextInt(2) * random.nextDouble();
    return random
        .doubles(1 + random.nextInt(3000))
        .map(x -> trial % 2 == 0 ? x + shift : Math.floor(9 * (x + shift)))
        .toArray();
  }
}
