package io.evenkeel.stage.feature;

import static org.apache.spark.sql.functions.from_utc_timestamp;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.timestamp_micros;
import static org.apache.spark.sql.functions.to_utc_timestamp;

import io.evenkeel.feature.Window;
import java.time.Duration;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import org.apache.spark.sql.Column;

/** Where a window starts, given the instant at which it ends. */
sealed interface WindowStart {
  /** Returns the first instant, in microseconds, of a window that ends at {@code end}. */
  Column before(Column end);

  /** Returns a length that no window of this kind exceeds. */
  Duration longest();

  /** A fixed number of microseconds. */
  record Elapsed(long micros) implements WindowStart {
    @Override
    public Column before(Column end) {
      return end.minus(lit(micros));
    }

    @Override
    public Duration longest() {
      return Duration.of(micros, ChronoUnit.MICROS);
    }
  }

  /**
   * The same wall clock some days earlier. A wall clock that is skipped moves forward by the gap;
   * of one that comes twice the earlier is taken.
   */
  record Calendar(int days, ZoneId zone) implements WindowStart {
    @Override
    public Column before(Column end) {
      // As if wall clocks were UTC, where a day always has 24 hours.
      Column wallClock = from_utc_timestamp(timestamp_micros(end), zone.getId());
      Column earlier =
          timestamp_micros(Sql.micros(wallClock).minus(lit(Sql.micros(Duration.ofDays(days)))));
      return Sql.micros(to_utc_timestamp(earlier, zone.getId()));
    }

    @Override
    public Duration longest() {
      // A zone moves by up to a day when its date line does.
      return Duration.ofDays(days + 1L);
    }
  }

  /** Returns the start of a declared window. */
  static WindowStart of(Window window) {
    if (window instanceof Window.Calendar calendar) {
      return new Calendar(calendar.days(), calendar.zone());
    }
    return new Elapsed(Sql.micros(((Window.Elapsed) window).length()));
  }
}
