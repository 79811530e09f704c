package io.evenkeel.stage.drift.measure;

import static org.assertj.core.api.Assertions.assertThat;

import io.evenkeel.profile.FeatureProfile.Numeric;
import io.evenkeel.profile.ProfileCounter;
import java.util.Arrays;
import java.util.Random;
import java.util.TreeSet;
import org.junit.Test;

public class CoarseBinsTest {
  @Test
  public void areThoseOfEdgesFrozenForFewBins() {
    Random random = new Random(17);
    for (int trial = 0; trial < 200; trial++) {
      int n = 1 + random.nextInt(4000);
      int ties = trial % 3 == 0 ? 12 : 100_000;
      double[] values = random.ints(n, 0, ties).mapToDouble(i -> Math.sqrt(i)).toArray();
      double[] current =
          random.ints(500, -5, ties + 5).mapToDouble(i -> Math.sqrt(Math.abs(i))).toArray();
      Numeric feature = Numeric.of("x", values, 0);
      for (int bins : new int[] {10, 20}) {
        requireSame(feature, values, current, bins, trial);
      }
    }
  }

  @Test
  public void endWithNullNanAndUnseen() {
    Numeric feature = Numeric.of("x", new double[] {1, 2, Double.NaN}, 4);
    CoarseBins coarse = CoarseBins.of(feature, 10);
    long[] joined = coarse.pair(feature, feature.counts().toArray()).reference().toArray();
    assertThat(Arrays.copyOfRange(joined, coarse.valueBins(), joined.length))
        .containsExactly(4, 1, 0);
    assertThat(Arrays.stream(joined).sum()).isEqualTo(7);
  }

  private static void requireSame(
      Numeric feature, double[] values, double[] current, int bins, int trial) {
    ProfileCounter counter = ProfileCounter.of(feature);
    Arrays.stream(current).forEach(counter::add);
    TwoCounts joined = CoarseBins.of(feature, bins).pair(feature, counter.counts());
    double[] edges = plainEdges(values, bins);
    assertThat(joined.reference().toArray())
        .as("trial %d, reference", trial)
        .containsExactly(plainCounts(values, edges));
    assertThat(joined.current().toArray())
        .as("trial %d, current", trial)
        .containsExactly(plainCounts(current, edges));
  }

  private static double[] plainEdges(double[] values, int bins) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    TreeSet<Double> edges = new TreeSet<>();
    for (int k = 1; k < bins; k++) {
      double edge = sorted[(k * sorted.length + bins - 1) / bins - 1];
      edges.add(edge);
      if (Arrays.stream(sorted).filter(x -> x == edge).count() * bins > sorted.length) {
        edges.add(Math.nextDown(edge));
      }
    }
    return edges.stream().mapToDouble(x -> x).toArray();
  }

  private static long[] plainCounts(double[] values, double[] edges) {
    long[] counts = new long[edges.length + 1 + 3];
    for (double value : values) {
      counts[(int) Arrays.stream(edges).filter(edge -> edge < value).count()]++;
    }
    return counts;
  }
}
