package io.evenkeel.stage.drift;

import io.evenkeel.profile.SlicedCounts;
import io.evenkeel.stage.drift.measure.KolmogorovSmirnov;
import java.time.LocalDate;
import java.util.Map;

/**
 * What is held against a reference.
 *
 * @param day counts by feature of the judged date, in the reference's layouts, of all rows and of
 *     slices
 * @param before the same of the window's earlier dates; may be none
 * @param window the dates
 * @param exact the KS test on the values themselves, by feature, where both sides are small
 */
public record CurrentData(
    SlicedCounts day,
    SlicedCounts before,
    DriftWindow window,
    Map<String, KolmogorovSmirnov> exact) {

  /** Returns the counts of one date, without slices. */
  public static CurrentData of(LocalDate date, Map<String, long[]> counts) {
    return new CurrentData(
        SlicedCounts.all(counts), SlicedCounts.NONE, DriftWindow.of(date), Map.of());
  }

  /**
   * Returns the counts of the whole window. A feature that the judged date lacks is lacking: that
   * earlier days had it must not hide it.
   */
  SlicedCounts judged() {
    return day.plus(before);
  }
}
