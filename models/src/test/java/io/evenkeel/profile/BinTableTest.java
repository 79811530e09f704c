package io.evenkeel.profile;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Random;
import org.junit.Test;

public class BinTableTest {
  @Test
  public void findsTheBinThatBisectionFinds() {
    Random random = new Random(17);
    for (int trial = 0; trial < 60; trial++) {
      Edges edges = QuantileGrid.of(RandomValues.of(random, random.nextInt(3000)), 1000).edges();
      BinTable index = new BinTable(edges);
      double[] values = RandomValues.of(random, 500);
      for (double value : values) {
        requireSame(edges, index, value, trial);
      }
      for (double edge : edges.toArray()) {
        requireSame(edges, index, edge, trial);
        requireSame(edges, index, Math.nextDown(edge), trial);
        requireSame(edges, index, Math.nextUp(edge), trial);
      }
    }
  }

  @Test
  public void findsTheBinOfMoreEdgesThanATableCanHold() {
    Random random = new Random(3);
    double[] values = random.doubles(70_000).sorted().toArray();
    Edges edges = Edges.of(values);
    BinTable table = new BinTable(edges);
    for (int trial = 0; trial < 2_000; trial++) {
      double value = random.nextDouble();
      assertThat(table.binOf(value)).isEqualTo(edges.binOf(value));
      assertThat(table.binOf(values[trial * 35])).isEqualTo(trial * 35);
    }
  }

  @Test
  public void hasOneBinWhereThereIsNoEdge() {
    assertThat(new BinTable(Edges.of()).binOf(-7)).isZero();
  }

  private static void requireSame(Edges edges, BinTable index, double value, int trial) {
    if (!Double.isNaN(value)) {
      int expected = (int) Arrays.stream(edges.toArray()).filter(edge -> edge < value).count();
      assertThat(index.binOf(value)).as("trial %d, %s", trial, value).isEqualTo(expected);
      assertThat(edges.binOf(value)).isEqualTo(expected);
    }
  }
}
