package io.evenkeel.feature.language;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.evenkeel.fault.EvenkeelException;
import io.evenkeel.feature.FeatureColumn;
import io.evenkeel.feature.FeatureSet;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Definitions for tests: a whole one as text, and ways to change one line of it. */
final class DefinitionFile {
  /** A definition with every kind of source, column and policy. */
  static final String FLIGHTS =
      """
      features.flight_delay {
        version = 1
        timezone = "America/New_York"
        spine {
          table = schedule
          row_id = flight_id
          keys { carrier = string, origin = string, route = string, tail_number = string, flight_id = string }
          date = flight_date
          as_of = "to_timestamp(concat(cast(date_sub(flight_date, 1) as string), ' 20:00:00'))"
          row { route = "concat(origin, '-', destination)" }
        }
        sources {
          flights {
            table = flights
            keys { carrier = carrier, origin = origin, flight_id = flight_id }
            event_time = event_time
            known_at = known_at
            dedup { key = [flight_id] }
            where = "cancelled = false"
            row { late = "arrival_delay >= 15" }
          }
          planes { table = planes, kind = states, keys { tail_number = tail_number }, valid = always }
          weather { table = weather, keys { origin = origin }, event_time = observed_at, delay = 1h }
        }
        columns {
          month { expr = "month(flight_date)", type = int32, missing = reject, range = [1, 12] }
          carrier { expr = "carrier", type = category, values = [UA, AA], unknown = other, missing = reject }
          carrier_delay_7d { from = flights, by = [carrier], agg = "avg(arrival_delay)", window = 7d, empty = 0, missing = keep, type = float32 }
          flights_day { from = flights, by = [origin], agg = "count(*)", window { days = 1, calendar = "America/New_York" }, empty = 0, type = int64, missing = reject }
          temperature { from = weather, agg = "last(temp)", window = 6h, order = [station], missing = keep, nan = missing, type = float32 }
          seats { from = planes, expr = "seats", missing = keep, type = float32 }
          ratio { expr = "carrier_delay_7d / nullif(flights_day, 0)", missing = -1, type = float32 }
        }
        label.late { from = flights, by = [flight_id], agg = "max(arrival_delay) >= 15", window = "[0d,3d)", mature_after = 1d, type = int8 }
      }
      """;

  private DefinitionFile() {}

  /** Writes {@code text} as {@code flight_delay.conf} in {@code folder}. */
  static Path write(Path folder, String text) {
    return write(folder, "flight_delay.conf", text);
  }

  /** Writes {@code text} to a file below {@code folder}. */
  static Path write(Path folder, String name, String text) {
    try {
      Path file = folder.resolve(name);
      Files.createDirectories(file.getParent());
      return Files.writeString(file, text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Returns the flights' definition with {@code old}, which it must have, replaced. */
  static String flights(String old, String replacement) {
    if (!FLIGHTS.contains(old)) {
      throw new IllegalArgumentException("The definition does not have: " + old);
    }
    return FLIGHTS.replace(old, replacement);
  }

  /** Returns the problems of a definition, which must have some. */
  static List<String> problems(Path folder, String text) {
    return problemsOf(write(folder, text));
  }

  /** Returns the problems of the definition in a file, which must have some. */
  static List<String> problemsOf(Path file) {
    EvenkeelException failure =
        catchThrowableOfType(EvenkeelException.class, () -> Definitions.read(file));
    assertThat(failure).as("The definition is wrong").isNotNull();
    return failure.problems();
  }

  /** Returns the column of a set with that name. */
  static FeatureColumn column(FeatureSet set, String name) {
    return set.columns().stream().filter(c -> c.name().equals(name)).findFirst().orElseThrow();
  }
}
