package io.evenkeel.stage.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.evenkeel.profile.FeatureProfile;
import io.evenkeel.profile.ProfileCounter;
import java.util.Map;
import java.util.Random;
import org.junit.Test;

public class SingleFeatureAucTest {
  @Test
  public void isTheShareOfPairsThatAreInOrder() {
    Random random = new Random(17);
    for (int trial = 0; trial < 50; trial++) {
      int rows = 2 + random.nextInt(60);
      double[] values = random.ints(rows, 0, 12).asDoubleStream().toArray();
      boolean[] positive = new boolean[rows];
      for (int i = 0; i < rows; i++) {
        positive[i] = random.nextDouble() < values[i] / 12;
      }
      positive[0] = true;
      positive[1] = false;
      double pairs = pairs(values, positive);
      assertThat(area(values, 0, positive, 0))
          .as("trial %d", trial)
          .isCloseTo(Math.max(pairs, 1 - pairs), within(1e-12));
    }
  }

  @Test
  public void isOneForACopyOfTheLabelWhicheverWayRound() {
    double[] values = {0, 0, 1, 1};
    assertThat(area(values, 0, new boolean[] {false, false, true, true}, 0)).isEqualTo(1);
    assertThat(area(values, 0, new boolean[] {true, true, false, false}, 0)).isEqualTo(1);
  }

  @Test
  public void seesThatAFeatureIsMissingExactlyWhereTheLabelIsHigh() {
    assertThat(area(new double[] {1, 2, 3}, 2, new boolean[3], 2)).isEqualTo(1);
    assertThat(area(new double[] {1, 2, 3}, 2, new boolean[] {true, true, true}, 0)).isEqualTo(1);
  }

  @Test
  public void ordersCategoriesByWhatTheyTell() {
    FeatureProfile words =
        FeatureProfile.Categorical.of("word", Map.of("a", 2L, "b", 1L, "c", 1L), 0);
    ProfileCounter positives = ProfileCounter.of(words);
    positives.addText("b");
    assertThat(SingleFeatureAuc.of(words, positives.counts())).isEqualTo(1);
  }

  @Test
  public void isAHalfWhereThereIsNothingToTellApart() {
    assertThat(area(new double[] {1, 2}, 0, new boolean[] {true, true}, 0)).isEqualTo(0.5);
    assertThat(area(new double[] {1, 1}, 0, new boolean[] {true, false}, 0)).isEqualTo(0.5);
  }

  private static double area(double[] values, int nulls, boolean[] positive, int positiveNulls) {
    FeatureProfile profile = FeatureProfile.Numeric.of("x", values, nulls);
    ProfileCounter positives = ProfileCounter.of(profile);
    for (int i = 0; i < values.length; i++) {
      if (positive[i]) {
        positives.add(values[i]);
      }
    }
    for (int i = 0; i < positiveNulls; i++) {
      positives.addNull();
    }
    return SingleFeatureAuc.of(profile, positives.counts());
  }

  private static double pairs(double[] values, boolean[] positive) {
    double won = 0;
    double all = 0;
    for (int i = 0; i < values.length; i++) {
      for (int j = 0; j < values.length; j++) {
        if (positive[i] && !positive[j]) {
          all++;
          won += values[i] > values[j] ? 1 : values[i] == values[j] ? 0.5 : 0;
        }
      }
    }
    return won / all;
  }
}
