package io.evenkeel.feature.oracle;

import static org.assertj.core.api.Assertions.assertThat;

import io.evenkeel.feature.Reason;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.Test;

/**
 * The cases by which point-in-time engines differ, computed by hand. Key A has events (time, known,
 * amount): e1 (10:00:00, 10:00:05, 10), e2 (11:00:00, 11:00:05, 20), e3 (11:30, 13:00, 40), e4
 * (12:00, 12:00, 80); key B a null amount at 11:15; a null key 999 at 11:00. Windows have 2 hours.
 */
public class OracleAcceptanceTest {
  private static final String TWO_HOURS =
      """
      columns {
        total   { from = facts, by = [key], agg = "sum(v)", window = 2h, empty = -1, missing = keep, type = float32 }
        events  { from = facts, by = [key], agg = "count(*)", window = 2h, empty = 0, missing = reject, type = int64 }
        amounts { from = facts, by = [key], agg = "count(v)", window = 2h, empty = 0, missing = reject, type = int64 }
        latest  { from = facts, by = [key], agg = "last(v)", window = 2h, missing = keep, type = float32 }
      }
      """;

  private static Facts amounts(String source) {
    return Facts.of(source, TWO_HOURS)
        .event("A", "2024-01-01T10:00:00Z", "2024-01-01T10:00:05Z", 10L)
        .event("A", "2024-01-01T11:00:00Z", "2024-01-01T11:00:05Z", 20L)
        .event("A", "2024-01-01T11:30:00Z", "2024-01-01T13:00:00Z", 40L)
        .event("A", "2024-01-01T12:00:00Z", "2024-01-01T12:00:00Z", 80L)
        .event("B", "2024-01-01T11:15:00Z", "2024-01-01T11:15:00Z", null)
        .event(null, "2024-01-01T11:00:00Z", "2024-01-01T11:00:00Z", 999L);
  }

  private static Map<String, Object> features(Facts facts, String key, String clock) {
    return facts.oracle().features(Facts.row(key, "2024-01-01T" + clock + "Z")).values();
  }

  private static Map<String, Object> expected(float total, long count, float latest) {
    return Map.of("total", total, "events", count, "amounts", count, "latest", latest);
  }

  @Test
  public void case01CountsWhatHappenedAndWasKnown() {
    assertThat(features(amounts(Facts.KNOWN_AT), "A", "12:00:00")).isEqualTo(expected(30, 2, 20));
  }

  @Test
  public void case02MovesBothEndsOfTheWindowByAMillisecond() {
    assertThat(features(amounts(Facts.KNOWN_AT), "A", "12:00:00.001"))
        .isEqualTo(expected(100, 2, 80));
  }

  @Test
  public void case03DoesNotTakeALateEventForTheLast() {
    assertThat(features(amounts(Facts.KNOWN_AT), "A", "13:00:00")).isEqualTo(expected(140, 3, 80));
  }

  @Test
  public void case04EndsTheWindowEarlierByTheDelay() {
    assertThat(features(amounts("delay = 1h"), "A", "13:00:00")).isEqualTo(expected(70, 3, 40));
  }

  @Test
  public void case05KeepsACorrectionFromMomentsBeforeIt() {
    Facts facts =
        Facts.of(Facts.KNOWN_AT + ", dedup { key = [id] }", TWO_HOURS)
            .version("e1", "A", "2024-01-01T10:00:00Z", "2024-01-01T10:00:05Z", 10L)
            .version("e2", "A", "2024-01-01T11:00:00Z", "2024-01-01T11:00:05Z", 20L)
            .version("e2", "A", "2024-01-01T11:00:00Z", "2024-01-01T12:30:00Z", 25L)
            .version("e3", "A", "2024-01-01T11:30:00Z", "2024-01-01T13:00:00Z", 40L)
            .version("e4", "A", "2024-01-01T12:00:00Z", "2024-01-01T12:00:00Z", 80L);

    assertThat(features(facts, "A", "12:00:00")).containsEntry("total", 30f);
    assertThat(features(facts, "A", "12:29:59.999999")).containsEntry("total", 100f);
    assertThat(features(facts, "A", "13:00:00")).containsEntry("total", 145f);
  }

  @Test
  public void case06TellsNoEventFromEventsWithoutAValue() {
    Facts facts = amounts(Facts.KNOWN_AT);

    assertThat(features(facts, "B", "12:00:00")).isEqualTo(Map.of("events", 1L, "amounts", 0L));
    Map<String, Object> empty = Map.of("total", -1f, "events", 0L, "amounts", 0L);
    assertThat(features(facts, "C", "12:00:00")).isEqualTo(empty);
    assertThat(features(facts, null, "12:00:00")).isEqualTo(empty);
  }

  @Test
  public void case07AnswersTwoRowsWithOneKeyAlike() {
    Oracle oracle = amounts(Facts.KNOWN_AT).oracle();

    List<OracleFeatures> two =
        oracle.features(
            List.of(
                Facts.row("1", Map.of("key", "A"), "2024-01-01T12:00:00Z"),
                Facts.row("2", Map.of("key", "A"), "2024-01-01T12:00:00Z")));

    assertThat(two)
        .hasSize(2)
        .allSatisfy(
            row -> {
              assertThat(row.values()).containsEntry("total", 30f);
              assertThat(row.breaches()).isEmpty();
            });
  }

  @Test
  public void case08AnswersARowAloneAsAmongOthers() {
    Oracle oracle = amounts(Facts.KNOWN_AT).oracle();
    OracleSpineRow third = Facts.row("3", Map.of("key", "A"), "2024-01-01T13:00:00Z");

    List<OracleFeatures> together =
        oracle.features(
            List.of(
                Facts.row("1", Map.of("key", "A"), "2024-01-01T12:00:00Z"),
                Facts.row("2", Map.of("key", "A"), "2024-01-01T12:00:00.001Z"),
                third));

    assertThat(together.get(2)).isEqualTo(oracle.features(third));
  }

  @Test
  public void case09DoesNotCrossKeysOfSeveralParts() {
    Facts facts =
        Facts.of(
            Facts.KNOWN_AT,
            "columns.total { from = facts, by = [key, other], agg = \"sum(v)\", window = 2h, missing = keep, type = float32 }");
    facts.add(pair("1", "11", 100L)).add(pair("11", "1", 200L));
    String moment = "2024-01-01T12:00:00Z";

    List<OracleFeatures> rows =
        facts
            .oracle()
            .features(
                List.of(
                    Facts.row("a", Map.of("key", "1", "other", "11"), moment),
                    Facts.row("b", Map.of("key", "11", "other", "1"), moment)));

    assertThat(rows).extracting(row -> row.values().get("total")).containsExactly(100f, 200f);
  }

  private static OracleEvent pair(String key, String other, Object value) {
    Optional<Instant> time = Optional.of(Instant.parse("2024-01-01T11:00:00Z"));
    return new OracleEvent(
        time,
        time,
        Map.of("key", key, "other", other),
        List.of(),
        true,
        Map.of("total", value),
        Map.of());
  }

  @Test
  public void case10LetsOrderDecideBetweenEventsOfOneInstant() {
    String latest =
        "columns.latest { from = facts, by = [key], agg = \"last(v)\", order = [a, b], window = 2h, missing = keep, type = float32 }";
    String tie = "2024-01-01T11:00:00Z";
    String moment = "2024-01-01T12:00:00Z";

    assertThat(
            Facts.of(Facts.KNOWN_AT, latest)
                .ordered("A", tie, 2L, 1L, "z")
                .ordered("A", tie, 3L, 2L, "a")
                .ordered("A", tie, 4L, 2L, null)
                .value("latest", "A", moment))
        .isEqualTo(3f);
    Facts tied =
        Facts.of(Facts.KNOWN_AT, latest)
            .ordered("A", tie, 2L, 1L, "a")
            .ordered("A", tie, 3L, 1L, "a");
    assertThat(tied.oracle().features(Facts.row("A", moment)).breaches())
        .containsExactly(new Judgement("latest", Reason.AMBIGUOUS));
    Facts agreeing =
        Facts.of(Facts.KNOWN_AT, latest)
            .ordered("A", tie, 2L, 1L, "a")
            .ordered("A", tie, 2L, 1L, "a");
    assertThat(agreeing.value("latest", "A", moment)).isEqualTo(2f);
  }

  @Test
  public void case11GivesACalendarDayTwentyThreeHours() {
    Facts facts =
        Facts.of(
                Facts.KNOWN_AT,
                """
                columns {
                  hours { from = facts, by = [key], agg = "count(*)", window = 1d, empty = 0, missing = reject, type = int64 }
                  day { from = facts, by = [key], agg = "count(*)", window { days = 1, calendar = "America/New_York" }, empty = 0, missing = reject, type = int64 }
                }
                """)
            .event("A", "2024-03-10T04:30:00Z", "2024-03-10T04:30:00Z", 1L);

    assertThat(facts.value("hours", "A", "2024-03-11T04:00:00Z")).isEqualTo(1L);
    assertThat(facts.value("day", "A", "2024-03-11T04:00:00Z")).isEqualTo(0L);
  }

  @Test
  public void case12TakesTheNewerOfEventsThirtyDaysApart() {
    Facts facts =
        Facts.of(
                Facts.KNOWN_AT,
                "columns.latest { from = facts, by = [key], agg = \"last(v)\", window = 90d, missing = keep, type = float32 }")
            .event("A", "2024-02-15T00:00:00Z", "2024-02-15T00:00:00Z", 2L)
            .event("A", "2024-01-16T00:00:00Z", "2024-02-20T00:00:00Z", 1L);

    assertThat(facts.value("latest", "A", "2024-03-01T00:00:00Z")).isEqualTo(2f);
  }

  @Test
  public void case13StartsTheWindowExactly() {
    Facts facts =
        Facts.of(
                Facts.KNOWN_AT,
                "columns.events { from = facts, by = [key], agg = \"count(*)\", window = 10d, empty = 0, missing = reject, type = int64 }")
            .event("A", "2023-12-10T12:00:30Z", "2023-12-10T12:00:30Z", 1L);

    assertThat(facts.value("events", "A", "2023-12-20T12:01:01.923Z")).isEqualTo(0L);
    assertThat(facts.value("events", "A", "2023-12-20T12:00:30Z")).isEqualTo(1L);
    assertThat(facts.value("events", "A", "2023-12-20T12:00:30.000001Z")).isEqualTo(0L);
  }

  @Test
  public void case14AddsWiderThanTheModelsType() {
    Facts facts = Facts.of(Facts.KNOWN_AT, TWO_HOURS);
    for (long amount : new long[] {16_777_216, 1, 1}) {
      facts.event("A", "2024-01-01T11:00:00Z", "2024-01-01T11:00:00Z", amount);
    }
    OracleFeatures features = facts.oracle().features(Facts.row("A", "2024-01-01T12:00:00Z"));

    assertThat(features.values()).containsEntry("total", 16_777_218f);
  }

  @Test
  public void case15TakesNanForMissingWhereToldSo() {
    Facts facts =
        Facts.of(
            Facts.KNOWN_AT,
            """
            columns {
              total { from = facts, by = [key], agg = "sum(v)", scale = 3, nan = missing, window = 2h, missing = keep, type = float32 }
              count { from = facts, by = [key], agg = "count(v)", nan = missing, window = 2h, empty = 0, missing = reject, type = int64 }
              kept { from = facts, by = [key], agg = "sum(v)", scale = 3, window = 2h, missing = keep, type = float32 }
            }
            """);
    for (double value : new double[] {1, Double.NaN, 2}) {
      facts.event("A", "2024-01-01T11:00:00Z", "2024-01-01T11:00:00Z", value);
    }

    assertThat(features(facts, "A", "12:00:00"))
        .isEqualTo(Map.of("total", 3f, "count", 2L, "kept", Float.NaN));
  }

  @Test
  public void case16LabelsFromTheMomentOnAndOnlyWhenMature() {
    Facts facts =
        Facts.of(
                Facts.KNOWN_AT,
                TWO_HOURS
                    + "label.churn { from = facts, by = [key], agg = \"count(*) = 0\", empty = 0, window = \"[0d,28d)\", mature_after = 2d, type = int8 }")
            .event("in", "2024-01-01T00:00:00Z", "2024-01-01T00:00:00Z", 1L)
            .event("out", "2024-01-29T00:00:00Z", "2024-01-29T00:00:00Z", 1L)
            .event("late", "2024-01-28T00:00:00Z", "2024-01-31T00:00:00Z", 1L)
            .event("later", "2024-01-28T00:00:00Z", "2024-01-31T00:00:00.000001Z", 1L);
    Instant mature = Instant.parse("2024-01-31T00:00:00Z");
    OracleLabel no = new OracleLabel.Known((byte) 0);
    OracleLabel yes = new OracleLabel.Known((byte) 1);

    assertThat(label(facts, "in", mature)).isEqualTo(no);
    assertThat(label(facts, "out", mature)).isEqualTo(yes);
    assertThat(label(facts, "late", mature)).isEqualTo(no);
    assertThat(label(facts, "later", mature.plusSeconds(86_400))).isEqualTo(yes);
    assertThat(label(facts, "in", mature.minusNanos(1_000))).isEqualTo(new OracleLabel.Immature());
  }

  private static OracleLabel label(Facts facts, String key, Instant cutoff) {
    return facts.oracle().label(Facts.row(key, "2024-01-01T00:00:00Z"), cutoff);
  }

  @Test
  public void case17FoldsWhatIsLeftWhenTheFirstHasLeft() {
    Facts facts =
        Facts.of(
                Facts.KNOWN_AT,
                """
                columns {
                  greatest { from = facts, by = [key], agg = "max(v)", window = 2d, missing = keep, type = float64 }
                  least { from = facts, by = [key], agg = "min(v)", window = 2d, missing = keep, type = float64 }
                  spread { from = facts, by = [key], agg = "stddev(v)", window = 2d, missing = keep, type = float64 }
                }
                """)
            .event("A", "2024-01-01T12:00:00Z", "2024-01-01T12:00:00Z", 10L)
            .event("A", "2024-01-02T12:00:00Z", "2024-01-02T12:00:00Z", 20L)
            .event("A", "2024-01-03T12:00:00Z", "2024-01-03T12:00:00Z", 5L);

    Map<String, Object> last =
        facts.oracle().features(Facts.row("A", "2024-01-04T00:00:00Z")).values();

    assertThat(last).containsEntry("greatest", 20.0).containsEntry("least", 5.0);
    assertThat(last).containsEntry("spread", Math.sqrt(112.5));
  }
}
