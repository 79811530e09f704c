package io.evenkeel.stage.drift.measure;

import java.util.Comparator;
import java.util.stream.IntStream;

/**
 * The procedure of Benjamini and Hochberg (1995): a family of p-values adjusted so that calling
 * those up to q significant keeps the expected share of false calls at or below q.
 */
public final class BenjaminiHochberg {
  private BenjaminiHochberg() {}

  /**
   * Returns the adjusted values, in the order given.
   *
   * @param p each in [0, 1]
   * @return each in [0, 1], none below its p
   */
  public static double[] adjust(double... p) {
    int[] descending =
        IntStream.range(0, p.length)
            .boxed()
            .sorted(Comparator.comparingDouble((Integer i) -> p[i]).reversed())
            .mapToInt(Integer::intValue)
            .toArray();
    double[] adjusted = new double[p.length];
    double least = 1;
    for (int i = 0; i < descending.length; i++) {
      int rank = p.length - i;
      least = Math.min(least, p[descending[i]] * p.length / rank);
      adjusted[descending[i]] = least;
    }
    return adjusted;
  }
}
