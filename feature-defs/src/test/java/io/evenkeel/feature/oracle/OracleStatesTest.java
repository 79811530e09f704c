package io.evenkeel.feature.oracle;

import static org.assertj.core.api.Assertions.assertThat;

import io.evenkeel.feature.FeatureSet;
import io.evenkeel.feature.Reason;
import io.evenkeel.feature.oracle.Candidate.Verdict;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.Test;

/** Look-ups in states that hold from one instant to another. */
public class OracleStatesTest {
  private static final FeatureSet SET =
      Facts.read(
          """
          features.states {
            version = 1, timezone = UTC
            spine { table = s, row_id = id, keys { key = string }, date = d, as_of = t }
            sources.plans { table = p, kind = states, keys { key = k }, known_at = known, valid { from = a, to = b } }
            columns {
              price { from = plans, expr = "price", missing = keep, type = float32 }
              hours { from = plans, expr = "(unix_micros(as_of) - unix_micros(a)) / 3600000000", missing = keep, type = int32, missing = -1 }
            }
          }
          """);

  private static OracleState plan(String key, String known, String from, String to, long price) {
    Optional<Instant> start = Optional.ofNullable(from).map(OracleStatesTest::at);
    return new OracleState(
        Optional.ofNullable(known).map(OracleStatesTest::at),
        start,
        Optional.ofNullable(to).map(OracleStatesTest::at),
        key == null ? Map.of() : Map.of("key", key),
        true,
        Map.of(
            "price", asOf -> Optional.of(price),
            "hours", asOf -> start.map(a -> Duration.between(a, asOf).toHours())));
  }

  private static Instant at(String clock) {
    return Instant.parse("2024-01-01T" + clock + ":00Z");
  }

  private static final List<OracleState> PLANS =
      List.of(
          plan("A", "08:00", "08:00", "10:00", 1),
          plan("A", "10:30", "10:00", null, 2),
          plan("A", "08:00", null, "23:00", 3),
          plan("A", null, "08:00", "23:00", 4),
          plan("B", "08:00", "08:00", null, 5),
          plan("B", "09:00", "09:00", null, 6),
          plan(null, "08:00", "08:00", null, 7));

  private static final Oracle ORACLE =
      new Oracle(
          SET,
          new OracleTables(Map.of(), Map.of("plans", PLANS)),
          (column, row, features) -> Optional.empty());

  private static OracleFeatures features(String key, String clock) {
    return ORACLE.features(Facts.row(key, "2024-01-01T" + clock + ":00Z"));
  }

  @Test
  public void takesTheStateThatIsValidAndKnown() {
    assertThat(features("A", "08:00").values()).isEqualTo(Map.of("price", 1f, "hours", 0));
    assertThat(features("A", "09:59").values()).isEqualTo(Map.of("price", 1f, "hours", 1));
    assertThat(features("A", "10:30").values()).isEqualTo(Map.of("price", 2f, "hours", 0));
  }

  @Test
  public void isMissingBeforeTheFirstStateAndWhereNoneIsKnown() {
    assertThat(features("A", "07:59").values()).isEqualTo(Map.of("hours", -1));
    assertThat(features("A", "10:00").values()).isEqualTo(Map.of("hours", -1));
    assertThat(features("C", "10:00").values()).isEqualTo(Map.of("hours", -1));
    assertThat(features(null, "10:00").values()).isEqualTo(Map.of("hours", -1));
  }

  @Test
  public void refusesToChooseBetweenTwoValidStates() {
    assertThat(features("B", "08:30").values()).containsEntry("price", 5f);
    assertThat(features("B", "09:00").breaches())
        .containsExactly(
            new Judgement("hours", Reason.AMBIGUOUS), new Judgement("price", Reason.AMBIGUOUS));
  }

  @Test
  public void explainsEachState() {
    List<Candidate> candidates = ORACLE.explain(Facts.row("A", "2024-01-01T10:00:00Z"), "price");

    assertThat(candidates)
        .extracting(Candidate::verdict)
        .containsExactly(
            Verdict.TOO_EARLY,
            Verdict.KNOWN_TOO_LATE,
            Verdict.NO_TIME,
            Verdict.NEVER_KNOWN,
            Verdict.OTHER_KEY,
            Verdict.OTHER_KEY,
            Verdict.NULL_KEY);
    assertThat(candidates.get(1).detail())
        .isEqualTo("known at 2024-01-01T10:30:00Z, after 2024-01-01T10:00:00Z");
  }
}
