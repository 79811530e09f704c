package io.evenkeel.stage.outcome.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import org.junit.Test;

/**
 * Known answers of twelve rows with ties within and across the classes; see {@code
 * ClassifierOutcomesTest}, which adds up the same rows.
 */
public class RankSumsTest {
  private static final double[] POSITIVE = {.35, .8, .9, .6, .4, .75};
  private static final double[] NEGATIVE = {.1, .4, .35, .05, .55, .2};

  @Test
  public void givesTheAucOfScikitLearn() {
    // sklearn.metrics.roc_auc_score (1.9.1)
    assertThat(sums(POSITIVE, NEGATIVE).auc()).isCloseTo(.8888888888888888, within(1e-12));
  }

  @Test
  public void givesDeLongsVarianceAndInterval() {
    // Pairwise in numpy: v10 and v01 are means of the comparison matrix; var(ddof=1) of each.
    RankSums sums = sums(POSITIVE, NEGATIVE);
    assertThat(sums.variance().orElseThrow()).isCloseTo(.008950617283950617, within(1e-12));
    Interval interval = sums.interval().orElseThrow();
    assertThat(interval.lo()).isCloseTo(.7034612002442601, within(1e-12));
    assertThat(interval.hi()).isEqualTo(1);
  }

  @Test
  public void isWhatComparingEachPairGives() {
    Random random = new Random(17);
    for (int trial = 0; trial < 200; trial++) {
      double[] positive = scores(random);
      double[] negative = scores(random);
      RankSums sums = sums(positive, negative);
      List<Double> below = new ArrayList<>();
      for (double score : positive) {
        below.add(share(score, negative));
      }
      List<Double> above = new ArrayList<>();
      for (double score : negative) {
        above.add(1 - share(score, positive));
      }
      double variance = variance(below) / positive.length + variance(above) / negative.length;
      assertThat(sums.auc()).as("trial %d", trial).isCloseTo(mean(below), within(1e-12));
      assertThat(sums.variance().orElseThrow())
          .as("trial %d", trial)
          .isCloseTo(variance, within(1e-12));
    }
  }

  @Test
  public void hasNoIntervalWhereTheClassesDoNotOverlap() {
    RankSums apart = sums(new double[] {.8, .9}, new double[] {.1, .2});
    assertThat(apart.auc()).isEqualTo(1);
    assertThat(apart.interval()).isEmpty();
  }

  @Test
  public void hasNoVarianceOfOneRow() {
    assertThat(sums(new double[] {.8}, new double[] {.1, .9}).variance()).isEmpty();
  }

  @Test
  public void countsATieHalf() {
    RankSums tied = sums(new double[] {.5, .5}, new double[] {.5, .5});
    assertThat(tied.auc()).isEqualTo(.5);
    assertThat(tied.gridError()).as("were the grid to blame for the ties").isEqualTo(.5);
  }

  @Test
  public void refusesOneClass() {
    assertThatThrownBy(() -> sums(POSITIVE, new double[0]))
        .hasMessageContaining("6 positive and 0 negative");
  }

  /** Between 2 and 40 scores out of 21, so that there are ties. */
  private static double[] scores(Random random) {
    return random.ints(2 + random.nextInt(39), 0, 21).mapToDouble(tenth -> tenth / 20.0).toArray();
  }

  private static RankSums sums(double[] positive, double[] negative) {
    TreeMap<Double, long[]> cells = new TreeMap<>();
    for (double score : positive) {
      cells.computeIfAbsent(score, s -> new long[2])[0]++;
    }
    for (double score : negative) {
      cells.computeIfAbsent(score, s -> new long[2])[1]++;
    }
    long[] sums = new long[5];
    long positives = 0;
    long negatives = 0;
    for (long[] cell : cells.values()) {
      long v = 2 * negatives + cell[1];
      long w = 2 * positives + cell[0];
      sums[0] += cell[0] * v;
      sums[1] += cell[0] * v * v;
      sums[2] += cell[1] * w;
      sums[3] += cell[1] * w * w;
      sums[4] += cell[0] * cell[1];
      positives += cell[0];
      negatives += cell[1];
    }
    return new RankSums(
        positives,
        negatives,
        BigInteger.valueOf(sums[0]),
        BigInteger.valueOf(sums[1]),
        BigInteger.valueOf(sums[2]),
        BigInteger.valueOf(sums[3]),
        BigInteger.valueOf(sums[4]));
  }

  private static double share(double score, double[] others) {
    double below = 0;
    for (double other : others) {
      below += other < score ? 1 : other == score ? .5 : 0;
    }
    return below / others.length;
  }

  private static double mean(List<Double> values) {
    return values.stream().mapToDouble(Double::doubleValue).sum() / values.size();
  }

  private static double variance(List<Double> values) {
    double mean = mean(values);
    return values.stream().mapToDouble(v -> (v - mean) * (v - mean)).sum() / (values.size() - 1);
  }
}
