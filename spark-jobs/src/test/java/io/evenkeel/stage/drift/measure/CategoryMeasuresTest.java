package io.evenkeel.stage.drift.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.junit.Test;

public class CategoryMeasuresTest {
  private static final TwoCounts NEW_WORD =
      TwoCounts.of(KnownCounts.THREE_WORDS, KnownCounts.FOUR_WORDS);

  @Test
  public void jensenShannonIsKnownForDecilesAgainstATriangle() {
    long[] equal = new long[10];
    Arrays.fill(equal, 10);
    assertThat(JensenShannon.divergence(TwoCounts.of(equal, KnownCounts.TRIANGLE)))
        .isCloseTo(.022437638982349, within(1e-12));
  }

  @Test
  public void jensenShannonIsOneForDisjointSamples() {
    TwoCounts disjoint = TwoCounts.of(new long[] {3, 0}, new long[] {0, 4});
    assertThat(JensenShannon.divergence(disjoint)).isEqualTo(1);
  }

  @Test
  public void jensenShannonIsZeroForEqualShares() {
    TwoCounts equal = TwoCounts.of(new long[] {3, 1, 0}, new long[] {30, 10, 0});
    assertThat(JensenShannon.divergence(equal)).isZero();
  }

  @Test
  public void chiSquareIsKnownForACategoryThatAppears() {
    ChiSquare test = ChiSquare.test(NEW_WORD);
    assertThat(test.statistic()).isCloseTo(100 / 9.0, within(1e-12));
    assertThat(test.freedom()).isEqualTo(3);
    assertThat(test.p()).isCloseTo(.0111399806416677, within(1e-12));
  }

  @Test
  public void chiSquareIsKnownForTwoByTwo() {
    ChiSquare test = ChiSquare.test(TwoCounts.of(new long[] {50, 50}, new long[] {40, 60}));
    assertThat(test.statistic()).isCloseTo(200 / 99.0, within(1e-12));
    assertThat(test.p()).isCloseTo(.155218489684684, within(1e-12));
  }

  @Test
  public void chiSquareHasNothingToSayOfOneCategory() {
    assertThat(ChiSquare.test(TwoCounts.of(new long[] {5, 0}, new long[] {9, 0})))
        .isEqualTo(new ChiSquare(0, 0, 1));
  }

  @Test
  public void largestGapIsKnownForACategoryThatAppears() {
    assertThat(LargestGap.of(NEW_WORD)).isCloseTo(.1, within(1e-12));
  }

  @Test
  public void benjaminiHochbergIsKnownForTenTests() {
    double[] adjusted =
        BenjaminiHochberg.adjust(.001, .008, .039, .041, .042, .06, .074, .205, .212, .216);
    double[] known = {.01, .04, .084, .084, .084, .1, .74 / 7, .216, .216, .216};
    for (int i = 0; i < known.length; i++) {
      assertThat(adjusted[i]).as("test %d", i).isCloseTo(known[i], within(1e-12));
    }
  }

  @Test
  public void benjaminiHochbergKeepsTheOrderItWasGiven() {
    assertThat(BenjaminiHochberg.adjust(.5, .01, .02)).containsExactly(.5, .03, .03);
    assertThat(BenjaminiHochberg.adjust()).isEmpty();
  }

  @Test
  public void aSideWithoutRowsIsRefused() {
    assertThatThrownBy(() -> TwoCounts.of(new long[] {0}, new long[] {1}))
        .hasMessageContaining("without rows");
  }
}
