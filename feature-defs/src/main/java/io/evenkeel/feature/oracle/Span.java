package io.evenkeel.feature.oracle;

import io.evenkeel.feature.Label;
import io.evenkeel.feature.Source;
import io.evenkeel.feature.Source.Availability;
import io.evenkeel.feature.Window;
import java.time.Duration;
import java.time.Instant;

/**
 * The stretch of time that an aggregate sees.
 *
 * @param start first instant of the window
 * @param end first instant after the window
 * @param seen last instant of knowledge that counts
 */
record Span(Instant start, Instant end, Instant seen) {
  /** Returns what a feature sees: the window ends at {@code as_of - delay}. */
  static Span of(Window window, Source.Events source, Instant asOf) {
    Instant end = asOf.minus(delay(source));
    if (window instanceof Window.Calendar calendar) {
      // atZone moves a skipped wall clock later by the gap and takes the earlier of two.
      Instant start =
          end.atZone(calendar.zone())
              .toLocalDateTime()
              .minusDays(calendar.days())
              .atZone(calendar.zone())
              .toInstant();
      return new Span(start, end, asOf);
    }
    return new Span(end.minus(((Window.Elapsed) window).length()), end, asOf);
  }

  /** Returns what a label sees: the window is not moved by a delay, knowledge is until maturity. */
  static Span of(Label label, Instant asOf) {
    Instant end = asOf.plus(label.to());
    return new Span(asOf.plus(label.from()), end, end.plus(label.matureAfter()));
  }

  private static Duration delay(Source.Events source) {
    return source.availability() instanceof Availability.Delay delay
        ? delay.delay()
        : Duration.ZERO;
  }
}
