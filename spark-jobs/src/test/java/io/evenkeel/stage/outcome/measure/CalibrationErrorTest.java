package io.evenkeel.stage.outcome.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.Test;

/** What ten bins tell of calibration. */
public class CalibrationErrorTest {
  @Test
  public void isTheWeightedMeanOfTheGaps() {
    // By hand: (60 |.25 - .20| + 40 |.75 - .90|) / 100 = (3 + 6) / 100.
    CalibrationError error =
        new CalibrationError(List.of(new ScoreBin(2, 60, 12, 15), new ScoreBin(7, 40, 36, 30)));
    assertThat(error.value()).isCloseTo(.09, within(1e-12));
  }

  @Test
  public void saysWhatChanceAloneGives() {
    // By hand, one bin: sqrt(2 * .5 * .5 / (pi * 100)).
    CalibrationError error = new CalibrationError(List.of(new ScoreBin(5, 100, 50, 50)));
    assertThat(error.byChance()).isCloseTo(Math.sqrt(.5 / (Math.PI * 100)), within(1e-12));
  }

  @Test
  public void expectsOfCalibratedScoresWhatTheyShow() {
    Random random = new Random(17);
    int trials = 400;
    double shown = 0;
    double expected = 0;
    int held = 0;
    for (int trial = 0; trial < trials; trial++) {
      CalibrationError error = calibrated(random);
      shown += error.value() / trials;
      expected += error.byChance() / trials;
      // The true error is 0; the interval holds it where its lower bound is 0.
      held += error.interval().lo() == 0 ? 1 : 0;
    }
    assertThat(shown).isCloseTo(expected, within(.05 * expected));
    assertThat(held).isBetween((int) (.5 * trials), trials);
  }

  @Test
  public void hasItsValueInsideItsInterval() {
    Random random = new Random(18);
    for (int trial = 0; trial < 200; trial++) {
      CalibrationError error = calibrated(random);
      assertThat(error.value()).isBetween(error.interval().lo(), error.interval().hi());
    }
  }

  @Test
  public void namesItsBins() {
    assertThat(new ScoreBin(0, 1, 0, 0).name()).isEqualTo("0.0-0.1");
    assertThat(new ScoreBin(9, 1, 0, 1).name()).isEqualTo("0.9-1.0");
  }

  private static CalibrationError calibrated(Random random) {
    List<ScoreBin> bins = new ArrayList<>();
    for (int bin = 0; bin < ScoreBin.BINS; bin++) {
      int rows = 100 + random.nextInt(200);
      double score = (bin + .5) / ScoreBin.BINS;
      int positives = 0;
      for (int row = 0; row < rows; row++) {
        positives += random.nextDouble() < score ? 1 : 0;
      }
      bins.add(new ScoreBin(bin, rows, positives, rows * score));
    }
    return new CalibrationError(bins);
  }
}
