package io.evenkeel.feature.language;

import static io.evenkeel.feature.language.DefinitionFile.FLIGHTS;
import static io.evenkeel.feature.language.DefinitionFile.flights;
import static org.assertj.core.api.Assertions.assertThat;

import io.evenkeel.feature.FeatureSet;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

public class FingerprintTest {
  @Rule public final TemporaryFolder temporary = new TemporaryFolder();

  private String fingerprint(String text) {
    return Fingerprint.of(
        Definitions.read(DefinitionFile.write(temporary.getRoot().toPath(), text)));
  }

  @Test
  public void isTheSameWheneverItIsTaken() {
    assertThat(fingerprint(FLIGHTS)).matches("[0-9a-f]{64}").isEqualTo(fingerprint(FLIGHTS));
  }

  @Test
  public void ignoresCommentsAndOrderOfKeys() {
    String reversed =
        flights("table = flights\n", "# of all carriers\n")
            .replace(
                "known_at = known_at\n", "known_at = known_at // UTC\n      table = flights\n");

    assertThat(fingerprint(reversed)).isEqualTo(fingerprint(FLIGHTS));
  }

  @Test
  public void ignoresHowTheSameIsWritten() {
    for (String[] same :
        List.of(
            new String[] {"window = 7d", "window = 168h"},
            new String[] {"window = 6h", "window = 21600s"},
            new String[] {"[0d,3d)", " [ 0s , 72h ) "},
            new String[] {"expr = \"seats\"", "expr = \"\"\"\n   seats\n\"\"\""},
            new String[] {"nullif(flights_day, 0)", "nullif(flights_day,   0) "},
            new String[] {"\"month(flight_date)\"", "\" month(flight_date)\""},
            new String[] {"kind = states, ", "\"kind\" : \"states\", "},
            new String[] {"missing = -1", "missing = \"-1\""},
            new String[] {"[1, 12]", "[1.0, 12.0], on_violation = reject, nan = keep"},
            new String[] {"flights {\n", "flights {\n kind = events\n"},
            new String[] {"from = weather, agg", "from = weather, by = [origin], agg"},
            new String[] {"type = int64, missing", "type = int64, empty = 0.0, missing"},
            new String[] {">= 15", ">=15"})) {
      assertThat(fingerprint(flights(same[0], same[1])))
          .as(same[1])
          .isEqualTo(fingerprint(FLIGHTS));
    }
  }

  @Test
  public void changesWithEverythingThatCanChangeAValue() {
    Map<String, String> seen = new HashMap<>();
    seen.put(fingerprint(FLIGHTS), "the definition as it is");
    for (String edit : EDITS.lines().toList()) {
      String[] sides = edit.split(" => ", 2);
      String other = seen.put(fingerprint(flights(sides[0], sides[1])), edit);
      assertThat(other).as(Arrays.toString(sides)).isNull();
    }
  }

  @Test
  public void isTheSameOnEveryMachine() {
    FeatureSet tiny =
        Definitions.read(
            DefinitionFile.write(
                temporary.getRoot().toPath(),
                """
                features.tiny {
                  version = 1
                  timezone = UTC
                  spine { table = t, row_id = id, keys { k = int }, date = d, as_of = at }
                  columns { x { expr = "1.5 + v", missing = keep, type = float32 } }
                }
                """));

    assertThat(CanonicalForm.of(tiny))
        .isEqualTo(
            """
            {"meaning":1,"set":{"columns":{"x":{"expr":"1.5 + v","missing":"keep","nan":"keep",\
            "type":"float32"}},"name":"tiny","sources":{},"spine":{"as_of":"at","date":"d",\
            "keys":{"k":"int"},"row":{},"row_id":"id","table":"t"},"timezone":"UTC",\
            "version":"1"}}""");
    // Of this text by another implementation of SHA-256.
    assertThat(Fingerprint.of(tiny))
        .isEqualTo("dab5c49da72e9d8ca2df1f5fa7216d7a53b7eae040a9b5eab3e90281b0750c35");
  }

  private static final String EDITS =
      """
      flight_delay { => delay {
      version = 1 => version = 2
      timezone = "America/New_York" => timezone = UTC
      table = schedule => table = timetable
      row_id = flight_id => row_id = "flight_id + 1"
      flight_id = string => flight_id = bigint
      date = flight_date => date = departure_date
      ' 20:00:00' => ' 21:00:00'
      date = flight_date => date = flight_date, where = "a = 1"
      concat(origin, '-', destination) => concat(origin, '_', destination)
      concat(origin, '-', destination) => concat(origin, '- ', destination)
      table = flights => table = arrivals
      { carrier = carrier, => { carrier = upper(carrier),
      event_time = event_time => event_time = landed_at
      known_at = known_at => known_at = loaded_at
      known_at = known_at => delay = 1h
      dedup { key = [flight_id] } => dedup { key = [flight_id, leg] }
      dedup { key = [flight_id] } =>\s
      cancelled = false => cancelled = true
      arrival_delay >= 15" } => arrival_delay > 15" }
      kind = states, => kind = states, known_at = loaded,
      valid = always => valid { from = a, to = b }
      valid = always => valid { from = a, to = c }
      valid = always => valid { from = b, to = b }
      delay = 1h => delay = 2h
      month(flight_date) => day(flight_date)
      type = int32, missing = reject => type = int64, missing = reject
      type = int32, missing = reject => type = int32, missing = 3
      type = int32, missing = reject => type = int32, missing = 4
      [1, 12] => [0, 12]
      [1, 12] => [1, 11]
      [1, 12] => [1, 12], on_violation = clip
      [1, 12] => [1, 12], on_violation = flag
      range = [1, 12] => nan = missing
      [UA, AA] => [UA, AA, DL]
      [UA, AA] => [AA, UA]
      unknown = other => unknown = others
      unknown = other => unknown = reject
      unknown = other => unknown = missing
      by = [carrier] => by = [carrier, origin]
      avg(arrival_delay) => sum(arrival_delay)
      avg(arrival_delay) => avg(departure_delay)
      window = 7d => window = 8d
      window = 7d => window { days = 7, calendar = UTC }
      window { days = 1 => window { days = 2
      calendar = "America/New_York" => calendar = "America/Chicago"
      empty = 0, missing = keep => empty = 1, missing = keep
      empty = 0, missing = keep => missing = keep
      empty = 0, missing = keep => empty = 0, missing = keep, scale = 1
      order = [station] => order = [station, x]
      order = [station], =>\s
      nan = missing => nan = reject
      nan = missing => nan = keep
      expr = "seats" => expr = "seats * 2"
      nan = missing, type = float32 => nan = missing, type = float64
      seats { => places {
      late { from => tardy { from
      by = [flight_id], agg => by = [carrier], agg
      max(arrival_delay) >= 15 => max(arrival_delay) > 15
      max(arrival_delay) >= 15 => max(arrival_delay) >= 16
      max(arrival_delay) >= 15 => max(arrival_delay)
      [0d,3d) => [1h,3d)
      [0d,3d) => [0d,4d)
      mature_after = 1d => mature_after = 2d
      type = int8 } => type = bool }
      type = int8 } => type = int8, empty = 0 }
      """;
}
