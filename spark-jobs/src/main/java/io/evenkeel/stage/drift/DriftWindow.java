package io.evenkeel.stage.drift;

import java.time.LocalDate;
import java.util.List;

/**
 * Whose rows a verdict is over: those of one date, or of that date and the days before it.
 *
 * @param days how many days the window has, at least 1
 * @param dates those of them that are in it, in order, the judged date last
 * @param otherReference how many of its days were published against another reference, and are left
 *     out
 */
public record DriftWindow(int days, List<LocalDate> dates, int otherReference) {
  /** Copies the list. */
  public DriftWindow {
    dates = List.copyOf(dates);
    if (days < 1 || dates.isEmpty() || dates.size() > days) {
      throw new IllegalArgumentException(
          "A window of %d days with %d dates".formatted(days, dates.size()));
    }
  }

  /** Returns the window of a date alone. */
  public static DriftWindow of(LocalDate date) {
    return new DriftWindow(1, List.of(date), 0);
  }

  /** Tells whether more than one date is judged together. */
  public boolean several() {
    return dates.size() > 1;
  }
}
