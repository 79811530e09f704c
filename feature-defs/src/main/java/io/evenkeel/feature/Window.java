package io.evenkeel.feature;

import java.time.Duration;
import java.time.ZoneId;

/** The stretch of time before the prediction moment whose events an aggregate sees. */
public sealed interface Window {
  /** {@code [as_of - delay - length, as_of - delay)}; {@code 7d} is 168 hours. */
  record Elapsed(Duration length) implements Window {
    /** Refuses a length that is not positive or is finer than a microsecond. */
    public Elapsed {
      if (length.isNegative() || length.isZero()) {
        throw new IllegalArgumentException("A window of %s is not positive".formatted(length));
      }
    }
  }

  /**
   * From the same wall clock {@code days} calendar days earlier in {@code zone} up to {@code as_of
   * - delay}, so that a day may have 23 or 25 hours.
   */
  record Calendar(int days, ZoneId zone) implements Window {
    /** Refuses fewer than one day. */
    public Calendar {
      if (days < 1) {
        throw new IllegalArgumentException("A calendar window of %d days".formatted(days));
      }
    }
  }
}
