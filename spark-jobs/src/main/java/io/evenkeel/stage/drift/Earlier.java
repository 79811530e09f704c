package io.evenkeel.stage.drift;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * What the days before a judged date counted.
 *
 * @param counts by feature, in the reference's layouts
 * @param dates those counted, in order
 * @param otherReference how many days were published against another reference and are not counted
 */
public record Earlier(Map<String, long[]> counts, List<LocalDate> dates, int otherReference) {
  /** No day. */
  public static final Earlier NONE = new Earlier(Map.of(), List.of(), 0);

  /** Copies the collections. */
  public Earlier {
    counts = Map.copyOf(counts);
    dates = List.copyOf(dates);
  }

  /**
   * Returns these days with the judged date.
   *
   * @param date after every other
   * @param day its counts
   * @param days days of the window
   */
  public CurrentData with(LocalDate date, Map<String, long[]> day, int days) {
    List<LocalDate> all = new ArrayList<>(dates);
    all.add(date);
    return new CurrentData(day, counts, new DriftWindow(days, all, otherReference), Map.of());
  }
}
