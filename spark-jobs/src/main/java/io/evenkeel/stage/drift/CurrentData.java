package io.evenkeel.stage.drift;

import io.evenkeel.stage.drift.measure.KolmogorovSmirnov;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What is held against a reference.
 *
 * @param day counts by feature of the judged date, in the reference's layouts
 * @param before counts by feature of the window's earlier dates; may be empty
 * @param window the dates
 * @param exact the KS test on the values themselves, by feature, where both sides are small
 */
public record CurrentData(
    Map<String, long[]> day,
    Map<String, long[]> before,
    DriftWindow window,
    Map<String, KolmogorovSmirnov> exact) {

  /** Returns the counts of one date. */
  public static CurrentData of(LocalDate date, Map<String, long[]> counts) {
    return new CurrentData(counts, Map.of(), DriftWindow.of(date), Map.of());
  }

  /**
   * Returns the counts of the whole window. A feature that the judged date lacks is lacking: that
   * earlier days had it must not hide it.
   */
  Map<String, long[]> judged() {
    Map<String, long[]> sums = new LinkedHashMap<>();
    day.forEach((feature, counts) -> sums.put(feature, sum(counts, before.get(feature))));
    return sums;
  }

  private static long[] sum(long[] counts, long @Nullable [] earlier) {
    if (earlier == null || earlier.length != counts.length) {
      return counts;
    }
    long[] sum = counts.clone();
    for (int position = 0; position < sum.length; position++) {
      sum[position] = Math.addExact(sum[position], earlier[position]);
    }
    return sum;
  }
}
