package io.evenkeel.feature.oracle;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.Test;

/** What holds for any events: drawn near the edges of windows, with a fixed seed. */
public class OraclePropertiesTest {
  private static final int TRIALS = 200;
  private static final ZoneId NEW_YORK = ZoneId.of("America/New_York");

  private static final String COLUMNS =
      """
      columns {
        total { from = facts, by = [key], agg = "sum(v)", scale = 2, window = 1d, missing = keep, type = float32 }
        mean { from = facts, by = [key], agg = "avg(v)", scale = 2, window = 2d, missing = keep, type = float32 }
        spread { from = facts, by = [key], agg = "stddev(v)", scale = 2, window = 2d, missing = keep, type = float32 }
        day { from = facts, by = [key], agg = "count(*)", window { days = 1, calendar = "America/New_York" }, empty = 0, missing = reject, type = int64 }
        latest { from = facts, by = [key], agg = "last(v)", order = [o], window = 1d, missing = keep, type = float32 }
        kinds { from = facts, by = [key], agg = "count_distinct(v)", window = 1d, empty = 0, missing = reject, type = int64 }
      }
      """;

  /** Prediction moments on ordinary days and around both changes of the clock. */
  private static Instant moment(Random random) {
    List<String> days =
        List.of("2024-03-10", "2024-03-11", "2024-06-01", "2024-11-03", "2024-11-04");
    String day = days.get(random.nextInt(days.size()));
    return LocalDateTime.parse(day + "T00:00:00")
        .atZone(NEW_YORK)
        .toInstant()
        .plus(random.nextInt(5) - 2, ChronoUnit.HOURS)
        .plus(random.nextInt(3) - 1, ChronoUnit.MICROS);
  }

  /** An instant on an edge of some window, or a microsecond or an hour beside one. */
  private static Instant near(Instant moment, Random random) {
    long hours = List.of(0L, 1L, 23L, 24L, 25L, 47L, 48L, 49L).get(random.nextInt(8));
    return moment.minus(hours, ChronoUnit.HOURS).plus(random.nextInt(3) - 1, ChronoUnit.MICROS);
  }

  private static OracleEvent event(Facts facts, Instant time, Instant known, Random random) {
    Map<String, Object> arguments = new HashMap<>();
    double value = random.nextInt(1000) / 8.0 - 60;
    if (random.nextInt(8) > 0) {
      facts.names().forEach(name -> arguments.put(name, value));
    }
    return new OracleEvent(
        Optional.of(time),
        Optional.of(known),
        Map.of("key", random.nextBoolean() ? "A" : "B"),
        List.of(Optional.of((Object) random.nextInt(12))),
        random.nextInt(6) > 0,
        arguments,
        // Never tied, but for copies.
        Map.of("latest", List.of(Optional.of((Object) random.nextLong()))));
  }

  private static List<OracleEvent> events(Facts facts, Instant moment, Random random) {
    List<OracleEvent> events = new ArrayList<>();
    for (int i = 0; i < 40; i++) {
      Instant time = near(moment, random);
      Instant known = random.nextBoolean() ? time : near(moment, random);
      events.add(event(facts, time, known, random));
    }
    return events;
  }

  private static Facts facts() {
    return Facts.of(Facts.KNOWN_AT + ", dedup { key = [id] }", COLUMNS);
  }

  private static OracleFeatures features(Facts facts, List<OracleEvent> events, Instant moment) {
    return facts.oracle(events).features(Facts.row("A", moment.toString()));
  }

  @Test
  public void doesNotDependOnTheOrderOfEvents() {
    Random random = new Random(17);
    Facts facts = facts();
    for (int trial = 0; trial < TRIALS; trial++) {
      Instant moment = moment(random);
      List<OracleEvent> events = events(facts, moment, random);
      OracleFeatures before = features(facts, events, moment);
      Collections.shuffle(events, random);

      assertThat(features(facts, events, moment)).as("trial %d", trial).isEqualTo(before);
    }
  }

  @Test
  public void doesNotSeeTheFuture() {
    Random random = new Random(18);
    Facts facts = facts();
    for (int trial = 0; trial < TRIALS; trial++) {
      Instant moment = moment(random);
      List<OracleEvent> events = events(facts, moment, random);
      OracleFeatures before = features(facts, events, moment);
      for (int noise = 0; noise < 20; noise++) {
        Instant later = moment.plus(1 + random.nextInt(1000), ChronoUnit.MICROS);
        // A correction of an event long past, known a moment too late.
        events.add(event(facts, near(moment, random), later, random));
      }

      assertThat(features(facts, events, moment)).as("trial %d", trial).isEqualTo(before);
    }
  }

  @Test
  public void doesNotSeeEventsFromTheMomentOn() {
    Random random = new Random(19);
    Facts facts = Facts.of(Facts.KNOWN_AT, COLUMNS);
    for (int trial = 0; trial < TRIALS; trial++) {
      Instant moment = moment(random);
      List<OracleEvent> events = events(facts, moment, random);
      OracleFeatures before = features(facts, events, moment);
      for (int noise = 0; noise < 20; noise++) {
        Instant at = moment.plus(random.nextInt(1000), ChronoUnit.MICROS);
        events.add(event(facts, at, moment.minusSeconds(random.nextInt(9)), random));
      }

      assertThat(features(facts, events, moment)).as("trial %d", trial).isEqualTo(before);
    }
  }

  @Test
  public void drawsEventsOfEveryFate() {
    Random random = new Random(20);
    Facts facts = facts();
    List<Candidate.Verdict> verdicts = new ArrayList<>();
    for (int trial = 0; trial < TRIALS; trial++) {
      Instant moment = moment(random);
      List<OracleEvent> events = events(facts, moment, random);
      for (String column : List.of("total", "day", "latest")) {
        facts
            .oracle(events)
            .explain(Facts.row("A", moment.toString()), column)
            .forEach(candidate -> verdicts.add(candidate.verdict()));
      }
    }

    assertThat(verdicts)
        .contains(
            Candidate.Verdict.COUNTS,
            Candidate.Verdict.CHOSEN,
            Candidate.Verdict.TIED,
            Candidate.Verdict.OTHER_KEY,
            Candidate.Verdict.KNOWN_TOO_LATE,
            Candidate.Verdict.REPLACED,
            Candidate.Verdict.FILTERED,
            Candidate.Verdict.TOO_EARLY,
            Candidate.Verdict.TOO_LATE);
  }
}
