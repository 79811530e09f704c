package io.evenkeel.stage.drift;

import io.evenkeel.profile.SlicedCounts;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * What the days before a judged date counted.
 *
 * @param counts by feature, in the reference's layouts, of all rows and of slices
 * @param dates those counted, in order
 * @param otherReference how many days were published against another reference and are not counted
 */
public record Earlier(SlicedCounts counts, List<LocalDate> dates, int otherReference) {
  /** No day. */
  public static final Earlier NONE = new Earlier(SlicedCounts.NONE, List.of(), 0);

  /** Copies the dates. */
  public Earlier {
    dates = List.copyOf(dates);
  }

  /**
   * Returns these days with the judged date.
   *
   * @param date after every other
   * @param day its counts; slices that it lacks are not told
   * @param days days of the window
   */
  public CurrentData with(LocalDate date, SlicedCounts day, int days) {
    List<LocalDate> all = new ArrayList<>(dates);
    all.add(date);
    return new CurrentData(day, counts, new DriftWindow(days, all, otherReference), Map.of());
  }
}
