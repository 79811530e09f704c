package io.evenkeel.profile;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import java.util.function.DoubleSupplier;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.junit.Test;

public class FloatBinsTest {
  @Test
  public void countsAsNumbersOneByOneAreCounted() {
    Random random = new Random(17);
    for (int trial = 0; trial < 200; trial++) {
      double[] reference = RandomValues.of(random, random.nextInt(3000));
      FeatureProfile.Numeric feature = FeatureProfile.Numeric.of("x", reference, 0);
      requireSameCounts(feature, values(random, feature.edges()), trial);
    }
  }

  @Test
  public void countsOneWhereThereIsNoEdge() {
    FeatureProfile.Numeric feature = FeatureProfile.Numeric.of("x", new double[0], 0);
    requireSameCounts(feature, new float[] {-7, 0, 7, Float.NaN, Float.NEGATIVE_INFINITY}, 0);
  }

  @Test
  public void leavesFewValuesOfASmoothDistributionAside() {
    Random random = new Random(5);
    requireFewAside(random::nextGaussian);
    requireFewAside(() -> Math.exp(2 * random.nextGaussian()));
  }

  /** Each has an edge on both sides, so that cells have two. */
  @Test
  public void leavesFewWholeNumbersAside() {
    Random random = new Random(5);
    requireFewAside(() -> random.nextInt(500));
  }

  private static void requireFewAside(DoubleSupplier next) {
    double[] reference = DoubleStream.generate(next).limit(100_000).toArray();
    FeatureProfile.Numeric feature = FeatureProfile.Numeric.of("x", reference, 0);
    Summary summary = feature.summary();
    FloatBins bins = new FloatBins(feature.edges(), summary.min(), summary.max());
    float[] values = new float[10_000];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) next.getAsDouble();
    }
    long[] counts = new long[feature.edges().bins()];
    char[] found = new char[values.length];
    int[] aside = new int[values.length];
    assertThat(bins.count(values, values.length, counts, found, aside))
        .isLessThan(values.length / 100);
  }

  /** Values like the edges, the edges themselves, and the numbers beside them. */
  private static float[] values(Random random, Edges edges) {
    double[] others = RandomValues.of(random, 500);
    float[] values = new float[others.length + 3 * edges.size()];
    for (int i = 0; i < others.length; i++) {
      values[i] = (float) others[i];
    }
    for (int i = 0; i < edges.size(); i++) {
      float edge = (float) edges.at(i);
      values[others.length + 3 * i] = edge;
      values[others.length + 3 * i + 1] = Math.nextDown(edge);
      values[others.length + 3 * i + 2] = Math.nextUp(edge);
    }
    return values;
  }

  private static void requireSameCounts(FeatureProfile.Numeric feature, float[] values, int trial) {
    ProfileCounter together = ProfileCounter.of(feature);
    ProfileCounter alone = ProfileCounter.of(feature);
    int[] positions = IntStream.range(0, values.length).filter(i -> i % 7 != 3).toArray();
    together.addAll(values, positions, positions.length);
    for (int position : positions) {
      alone.add(values[position]);
    }
    assertThat(together.counts()).as("trial %d", trial).isEqualTo(alone.counts());
    int first = values.length / 3;
    together.addAll(values, first);
    for (int i = 0; i < first; i++) {
      alone.add(values[i]);
    }
    assertThat(together.counts()).as("trial %d", trial).isEqualTo(alone.counts());
  }
}
