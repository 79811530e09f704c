package io.evenkeel.stage.outcome.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.Test;

/** Known answers of statsmodels 0.15.0: {@code proportion_confint(k, n, method='wilson')}. */
public class ShareTest {
  @Test
  public void givesWilsonsInterval() {
    same(new Share(9, 12), .46769466506643426, .9110583316059453);
    same(new Share(1, 1), .2065493143772374, 1);
  }

  @Test
  public void givesTheIntervalThatNewcombePrinted() {
    // Newcombe, Statistics in Medicine 17 (1998), table I: 81 of 263 is .2553 to .3662.
    same(new Share(81, 263), .2552885198782742, .36620957698280004);
  }

  @Test
  public void endsExactlyAtZeroAndOne() {
    same(new Share(0, 10), 0, .27753279986288926);
    same(new Share(10, 10), .7224672001371106, 1);
    assertThat(new Share(0, 10).interval().lo()).isZero();
    assertThat(new Share(10, 10).interval().hi()).isEqualTo(1);
  }

  @Test
  public void holdsItsValueWhateverTheCounts() {
    Random random = new Random(17);
    for (int trial = 0; trial < 1_000; trial++) {
      long rows = random.nextLong(1, 100_000);
      Share share = new Share(random.nextLong(rows + 1), rows);
      assertThat(share.value())
          .as("trial %d: %s", trial, share)
          .isBetween(share.interval().lo(), share.interval().hi());
    }
  }

  @Test
  public void refusesAShareOfNothing() {
    assertThatThrownBy(() -> new Share(0, 0)).hasMessageContaining("0 of 0 rows");
  }

  private static void same(Share share, double lo, double hi) {
    assertThat(share.interval().lo()).isCloseTo(lo, within(1e-12));
    assertThat(share.interval().hi()).isCloseTo(hi, within(1e-12));
  }
}
