package io.evenkeel.stage.feature;

import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * Bounds outside which no event can count for any row of a run, so that files and partitions can be
 * skipped.
 *
 * @param from earliest event time, included
 * @param to latest event time, excluded
 * @param known latest instant of knowledge, included
 */
record Horizon(Instant from, Instant to, Instant known) {

  /** Returns {@link #from} in microseconds since 1970. */
  long fromMicros() {
    return ChronoUnit.MICROS.between(Instant.EPOCH, from);
  }

  /** Returns {@link #to} in microseconds since 1970. */
  long toMicros() {
    return ChronoUnit.MICROS.between(Instant.EPOCH, to);
  }

  /** Returns the bounds that hold for both. */
  Horizon or(Horizon other) {
    return new Horizon(
        from.isBefore(other.from) ? from : other.from,
        to.isAfter(other.to) ? to : other.to,
        known.isAfter(other.known) ? known : other.known);
  }
}
