package io.evenkeel.profile;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Random;
import java.util.TreeSet;
import org.junit.Test;

public class QuantileGridTest {
  @Test
  public void freezesTheQuartilesOfTenNumbersByRank() {
    QuantileGrid grid = QuantileGrid.of(new double[] {10, 9, 8, 7, 6, 5, 4, 3, 2, 1}, 4);
    assertThat(grid.edges().toArray()).containsExactly(3, 5, 8);
    assertThat(grid.binCounts()).containsExactly(3, 2, 3, 2);
  }

  @Test
  public void givesAHeavyValueABinOfItsOwn() {
    QuantileGrid grid = QuantileGrid.of(new double[] {1, 2, 5, 5, 5, 5, 5, 8, 9, 10}, 4);
    assertThat(grid.edges().toArray()).containsExactly(Math.nextDown(5.0), 5, 8);
    assertThat(grid.binCounts()).containsExactly(2, 5, 1, 2);
    assertThat(grid.edges().atom(1)).isTrue();
    assertThat(grid.edges().atom(2)).isFalse();
  }

  @Test
  public void hasNoEdgeWithoutValues() {
    QuantileGrid grid = QuantileGrid.of(new double[] {Double.NaN}, 1000);
    assertThat(grid.edges().size()).isZero();
    assertThat(grid.binCounts()).containsExactly(0);
  }

  @Test
  public void keepsToTheDefinitionOnRandomValues() {
    Random random = new Random(17);
    for (int trial = 0; trial < 200; trial++) {
      double[] values = ordered(RandomValues.of(random, 1 + random.nextInt(2000)));
      int bins = 2 + random.nextInt(50);
      QuantileGrid grid = QuantileGrid.of(values, bins);
      assertThat(grid.edges().toArray()).as("trial %d", trial).containsExactly(plain(values, bins));
      assertThat(grid.binCounts())
          .as("trial %d", trial)
          .containsExactly(counted(values, grid.edges()));
    }
  }

  @Test
  public void holdsTheDecilesAmongItsThousandEdges() {
    Random random = new Random(18);
    for (int trial = 0; trial < 100; trial++) {
      double[] values = RandomValues.of(random, 1 + random.nextInt(5000));
      double[] fine = QuantileGrid.of(values, QuantileGrid.BINS).edges().toArray();
      assertThat(Arrays.stream(fine).boxed())
          .as("trial %d", trial)
          .containsAll(
              Arrays.stream(QuantileGrid.of(values, 10).edges().toArray()).boxed().toList())
          .containsAll(
              Arrays.stream(QuantileGrid.of(values, 20).edges().toArray()).boxed().toList());
      assertThat(fine.length).isLessThan(2 * QuantileGrid.BINS);
    }
  }

  private static double[] plain(double[] ascending, int bins) {
    TreeSet<Double> edges = new TreeSet<>();
    int n = ascending.length;
    for (int k = 1; k < bins && n > 0; k++) {
      double edge = ascending[(int) (((long) k * n + bins - 1) / bins) - 1];
      long ties = Arrays.stream(ascending).filter(x -> x == edge).count();
      edges.add(edge);
      if (ties * bins > n) {
        edges.add(Math.nextDown(edge));
      }
    }
    return edges.stream().mapToDouble(x -> x).toArray();
  }

  private static long[] counted(double[] values, Edges edges) {
    long[] counts = new long[edges.bins()];
    Arrays.stream(values).forEach(x -> counts[edges.binOf(x)]++);
    return counts;
  }

  private static double[] ordered(double[] values) {
    return Arrays.stream(values).filter(x -> !Double.isNaN(x)).map(x -> x + 0.0).sorted().toArray();
  }
}
