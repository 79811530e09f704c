package io.evenkeel.feature.language;

import java.math.BigInteger;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Durations as a definition writes them: a whole number and a unit. A day is 24 hours; nothing is
 * finer than a microsecond, the granularity of a Spark timestamp.
 */
final class Durations {
  /** What a duration may look like, for messages. */
  static final String POSSIBLE =
      "a whole number and a unit, such as 7d, 6h, 30m, 90s, 500ms or 250us";

  /** What a label's window may look like, for messages. */
  static final String POSSIBLE_INTERVAL =
      "two durations after the prediction moment, such as [0d,3d), the first before the second";

  private static final Pattern DURATION = Pattern.compile("\\s*(\\d{1,18})\\s*(d|h|m|s|ms|us)\\s*");
  private static final Pattern INTERVAL = Pattern.compile("\\s*\\[([^,]*),([^,]*)\\)\\s*");
  private static final Map<String, ChronoUnit> UNITS =
      Map.of(
          "d", ChronoUnit.DAYS,
          "h", ChronoUnit.HOURS,
          "m", ChronoUnit.MINUTES,
          "s", ChronoUnit.SECONDS,
          "ms", ChronoUnit.MILLIS,
          "us", ChronoUnit.MICROS);

  /** A century: beyond it a duration is a slip of the pen, and microseconds could overflow. */
  private static final Duration LONGEST = Duration.ofDays(36_525);

  /** A half-open interval after the prediction moment. */
  record Interval(Duration from, Duration to) {}

  private Durations() {}

  /** Returns the duration, zero or more and at most a century, or empty where it is not one. */
  static Optional<Duration> of(String text) {
    Matcher matcher = DURATION.matcher(text);
    if (!matcher.matches()) {
      return Optional.empty();
    }
    BigInteger unit =
        BigInteger.valueOf(
            UNITS.getOrDefault(matcher.group(2), ChronoUnit.DAYS).getDuration().toNanos());
    BigInteger nanos = new BigInteger(matcher.group(1)).multiply(unit);
    return nanos.compareTo(BigInteger.valueOf(LONGEST.toNanos())) > 0
        ? Optional.empty()
        : Optional.of(Duration.ofNanos(nanos.longValueExact()));
  }

  /** Returns the one text of a duration: the largest unit of which it is a whole number. */
  static String canonical(Duration duration) {
    return UNITS.entrySet().stream()
        .filter(unit -> duration.toNanos() % unit.getValue().getDuration().toNanos() == 0)
        .max(Comparator.comparing(unit -> unit.getValue().getDuration()))
        .map(unit -> duration.toNanos() / unit.getValue().getDuration().toNanos() + unit.getKey())
        .orElseGet(duration::toString);
  }

  /** Returns the interval {@code [from,to)}, or empty where it is none or its end is not later. */
  static Optional<Interval> interval(String text) {
    Matcher matcher = INTERVAL.matcher(text);
    if (!matcher.matches()) {
      return Optional.empty();
    }
    Optional<Duration> to = of(matcher.group(2));
    return of(matcher.group(1))
        .flatMap(from -> to.map(end -> new Interval(from, end)))
        .filter(interval -> interval.from().compareTo(interval.to()) < 0);
  }
}
