package io.evenkeel.stage.outcome.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.Test;

/** The example of the paper: 51 abnormal and 58 normal images with an area of 0.893. */
public class HanleyMcNeilTest {
  @Test
  public void givesThePapersStandardError() {
    double variance = HanleyMcNeil.variance(.893, 51, 58);
    assertThat(Math.sqrt(variance)).isCloseTo(.032, within(.0006));
    assertThat(variance).isCloseTo(.0010570029490343698, within(1e-12));
  }

  @Test
  public void isZeroWhereTheClassesDoNotOverlap() {
    assertThat(HanleyMcNeil.variance(1, 10, 10)).isZero();
  }
}
