package io.evenkeel.stage.drift.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.evenkeel.profile.FeatureProfile.Numeric;
import io.evenkeel.profile.ProfileCounter;
import java.util.Arrays;
import java.util.Random;
import org.junit.Test;

public class PsiTest {
  private static final double TOLERANCE = 1e-12;

  @Test
  public void isKnownForDecilesAgainstATriangle() {
    TwoCounts counts = TwoCounts.of(equal(10, 10), KnownCounts.TRIANGLE);
    assertThat(Psi.of(counts)).isCloseTo(.1260798331911375, within(TOLERANCE));
  }

  @Test
  public void isKnownForTwoBins() {
    TwoCounts counts = TwoCounts.of(new long[] {50, 50}, new long[] {40, 60});
    assertThat(Psi.of(counts)).isCloseTo(.0405465108108164, within(TOLERANCE));
  }

  @Test
  public void isKnownForTenNumbersAgainstTwoHigherAtQuartiles() {
    assertThat(Psi.of(quartiles(3, 4, 5, 6, 7, 8, 9, 10, 11, 12)))
        .isCloseTo(.358351893845611, within(TOLERANCE));
  }

  @Test
  public void isKnownForDisjointSamples() {
    TwoCounts counts = TwoCounts.of(new long[] {7, 0}, new long[] {0, 9});
    assertThat(Psi.of(counts)).isCloseTo(18.418838675878, within(TOLERANCE));
  }

  @Test
  public void isKnownForTenPercentNulls() {
    TwoCounts counts = TwoCounts.of(new long[] {50, 50, 0}, new long[] {45, 45, 10});
    assertThat(Psi.of(counts)).isCloseTo(.7006208039360982, within(TOLERANCE));
  }

  @Test
  public void isKnownForTenEqualBinsAgainstNullsAlone() {
    long[] current = new long[11];
    current[10] = 8;
    long[] reference = Arrays.copyOf(equal(10, 3), 11);
    assertThat(Psi.of(TwoCounts.of(reference, current)))
        .isCloseTo(16.11026686164214, within(TOLERANCE));
  }

  @Test
  public void isZeroWhereBothAreNull() {
    assertThat(Psi.of(TwoCounts.of(new long[] {0, 5}, new long[] {0, 9}))).isZero();
  }

  @Test
  public void isKnownForOneRow() {
    assertThat(Psi.of(quartiles(5))).isCloseTo(7.60918999868636, within(TOLERANCE));
  }

  @Test
  public void isKnownForACategoryThatAppears() {
    TwoCounts counts = TwoCounts.of(KnownCounts.THREE_WORDS, KnownCounts.FOUR_WORDS);
    assertThat(Psi.of(counts)).isCloseTo(.712399107502, within(TOLERANCE));
  }

  @Test
  public void isSymmetricAndNeverNegative() {
    Random random = new Random(17);
    for (int trial = 0; trial < 200; trial++) {
      long[] a = random.longs(8, 0, 50).toArray();
      long[] b = random.longs(8, 0, 50).toArray();
      a[0]++;
      b[0]++;
      double psi = Psi.of(TwoCounts.of(a, b));
      assertThat(psi).as("trial %d", trial).isNotNegative().isFinite();
      assertThat(Psi.of(TwoCounts.of(b, a))).as("trial %d", trial).isCloseTo(psi, within(1e-12));
    }
  }

  @Test
  public void expectsByChanceWhatTheChiSquareQuantileSays() {
    TwoCounts counts = TwoCounts.of(equal(10, 10), equal(10, 10));
    assertThat(Psi.noise(counts, .99)).isCloseTo(.02 * 21.665994333461924, within(1e-8));
    assertThat(Psi.noise(TwoCounts.of(new long[] {4}, new long[] {4}), .99)).isZero();
  }

  @Test
  public void exceedsItsNoiseOnceInAHundredWhereNothingMoved() {
    Random random = new Random(18);
    int above = 0;
    for (int trial = 0; trial < 4000; trial++) {
      TwoCounts counts = TwoCounts.of(tenths(random, 1500), tenths(random, 800));
      above += Psi.of(counts) > Psi.noise(counts, .99) ? 1 : 0;
    }
    assertThat(above).isBetween(20, 65);
  }

  private static long[] tenths(Random random, int rows) {
    long[] counts = new long[10];
    random.ints(rows, 0, 10).forEach(bin -> counts[bin]++);
    return counts;
  }

  private static long[] equal(int bins, long rows) {
    long[] counts = new long[bins];
    Arrays.fill(counts, rows);
    return counts;
  }

  private static TwoCounts quartiles(double... current) {
    Numeric reference = Numeric.of("x", new double[] {1, 2, 3, 4, 5, 6, 7, 8, 9, 10}, 0);
    ProfileCounter counter = ProfileCounter.of(reference);
    Arrays.stream(current).forEach(counter::add);
    return CoarseBins.of(reference, 4).pair(reference, counter.counts());
  }
}
