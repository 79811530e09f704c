package io.evenkeel.stage.outcome.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.Test;

/** Known answers of scipy 1.17.1: {@code stats.contingency.relative_risk}, Katz's interval. */
public class ImpactRatioTest {
  private static final Share MOST = new Share(60, 120);

  @Test
  public void givesTheRatioWithKatzInterval() {
    same(new ImpactRatio(new Share(20, 100), MOST), .4, .25997085721019814, .6154536001342367);
    same(new ImpactRatio(new Share(30, 100), MOST), .6, .4233297846281289, .8504008295004318);
  }

  @Test
  public void isZeroWithoutAnIntervalWhereNobodyIsSelected() {
    ImpactRatio none = new ImpactRatio(new Share(0, 100), MOST);
    assertThat(none.value()).isZero();
    assertThat(none.interval()).isEmpty();
  }

  @Test
  public void refusesToDivideByZero() {
    assertThatThrownBy(() -> new ImpactRatio(MOST, new Share(0, 9)))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private static void same(ImpactRatio ratio, double value, double lo, double hi) {
    assertThat(ratio.value()).isCloseTo(value, within(1e-12));
    assertThat(ratio.interval().orElseThrow().lo()).isCloseTo(lo, within(1e-12));
    assertThat(ratio.interval().orElseThrow().hi()).isCloseTo(hi, within(1e-12));
  }
}
