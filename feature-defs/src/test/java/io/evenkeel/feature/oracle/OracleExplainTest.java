package io.evenkeel.feature.oracle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.evenkeel.feature.Reason;
import io.evenkeel.feature.oracle.Candidate.Verdict;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.Test;

/** Why an event counts, or why not. */
public class OracleExplainTest {
  private static final String COLUMNS =
      """
      columns {
        total { from = facts, by = [key], agg = "sum(v)", window = 2h, missing = keep, type = float32 }
        latest { from = facts, by = [key], agg = "last(v)", window = 2h, missing = keep, type = float32 }
      }
      label.next { from = facts, by = [key], agg = "max(v)", window = "[0d,1d)", mature_after = 1h, type = float32 }
      """;
  private static final OracleSpineRow NOON = Facts.row("A", "2024-01-01T12:00:00Z");

  private static Facts facts() {
    return Facts.of(Facts.KNOWN_AT + ", dedup { key = [id] }", COLUMNS);
  }

  private static List<Verdict> verdicts(Facts facts, String column) {
    return facts.oracle().explain(NOON, column).stream().map(Candidate::verdict).toList();
  }

  @Test
  public void givesEveryEventTheFirstReasonThatApplies() {
    Facts facts =
        facts()
            .version("1", "A", "2024-01-01T10:00:00Z", "2024-01-01T10:00:00Z", 1L)
            .version("2", "A", "2024-01-01T09:59:59.999999Z", "2024-01-01T10:00:00Z", 2L)
            .version("3", "A", "2024-01-01T12:00:00Z", "2024-01-01T12:00:00Z", 3L)
            .version("4", "A", "2024-01-01T11:00:00Z", "2024-01-01T12:00:00.000001Z", 4L)
            .version("5", "A", "2024-01-01T11:00:00Z", null, 5L)
            .version("6", "A", null, "2024-01-01T11:00:00Z", 6L)
            .version("7", "B", "2024-01-01T11:00:00Z", "2024-01-01T11:00:00Z", 7L)
            .version("8", null, "2024-01-01T11:00:00Z", "2024-01-01T11:00:00Z", 8L)
            .version("9", "A", "2024-01-01T11:00:00Z", "2024-01-01T11:00:00Z", 9L)
            .version("9", "A", "2024-01-01T11:00:00Z", "2024-01-01T11:30:00Z", 10L)
            .version("9", "A", "2024-01-01T11:00:00Z", "2024-01-01T11:30:00Z", 10L);

    assertThat(verdicts(facts, "total"))
        .containsExactly(
            Verdict.COUNTS,
            Verdict.TOO_EARLY,
            Verdict.TOO_LATE,
            Verdict.KNOWN_TOO_LATE,
            Verdict.NEVER_KNOWN,
            Verdict.NO_TIME,
            Verdict.OTHER_KEY,
            Verdict.NULL_KEY,
            Verdict.REPLACED,
            Verdict.COUNTS,
            Verdict.COPY);
    assertThat(facts.value("total", "A", "2024-01-01T12:00:00Z")).isEqualTo(11f);
  }

  @Test
  public void namesTheEventThatLastChooses() {
    Facts facts =
        facts()
            .version("1", "A", "2024-01-01T10:00:00Z", "2024-01-01T11:59:00Z", 1L)
            .version("2", "A", "2024-01-01T11:00:00Z", "2024-01-01T11:00:00Z", 2L);

    assertThat(verdicts(facts, "latest")).containsExactly(Verdict.COUNTS, Verdict.CHOSEN);
  }

  @Test
  public void namesVersionsThatAreTied() {
    Facts facts =
        facts()
            .version("1", "A", "2024-01-01T11:00:00Z", "2024-01-01T11:00:00Z", 1L)
            .version("1", "A", "2024-01-01T11:00:00Z", "2024-01-01T11:00:00Z", 2L);

    assertThat(verdicts(facts, "total")).containsExactly(Verdict.TIED, Verdict.TIED);
    assertThat(facts.oracle().features(NOON).breaches())
        .containsExactly(
            new Judgement("latest", Reason.AMBIGUOUS), new Judgement("total", Reason.AMBIGUOUS));
  }

  @Test
  public void keepsEventsWhoseIdIsNullApart() {
    Facts facts =
        facts()
            .version(null, "A", "2024-01-01T11:00:00Z", "2024-01-01T11:00:00Z", 1L)
            .version(null, "A", "2024-01-01T11:00:00Z", "2024-01-01T11:30:00Z", 1L);

    assertThat(verdicts(facts, "total")).containsExactly(Verdict.COUNTS, Verdict.COUNTS);
  }

  @Test
  public void takesAnEventAwayWhenItsLatestVersionFailsTheCondition() {
    Facts facts = facts().version("1", "A", "2024-01-01T11:00:00Z", "2024-01-01T11:00:00Z", 1L);
    OracleEvent first = facts.events().get(0);
    facts.add(
        new OracleEvent(
            first.eventTime(),
            Optional.of(Instant.parse("2024-01-01T11:30:00Z")),
            first.keys(),
            first.dedupKey(),
            false,
            first.arguments(),
            first.order()));

    assertThat(verdicts(facts, "total")).containsExactly(Verdict.REPLACED, Verdict.FILTERED);
    assertThat(facts.value("total", "A", "2024-01-01T11:29:00Z")).isEqualTo(1f);
  }

  @Test
  public void explainsTheLabelByWhatIsKnownWhenItIsMature() {
    Facts facts =
        facts()
            .version("1", "A", "2024-01-01T11:59:00Z", "2024-01-01T11:59:00Z", 1L)
            .version("2", "A", "2024-01-01T12:00:00Z", "2024-01-02T13:00:00Z", 2L)
            .version("3", "A", "2024-01-01T12:00:00Z", "2024-01-02T13:00:00.000001Z", 3L)
            .version("4", "A", "2024-01-02T12:00:00Z", "2024-01-02T12:00:00Z", 4L);

    assertThat(verdicts(facts, "next"))
        .containsExactly(
            Verdict.TOO_EARLY, Verdict.COUNTS, Verdict.KNOWN_TOO_LATE, Verdict.TOO_LATE);
    assertThat(facts.oracle().label(NOON, Instant.parse("2024-01-02T13:00:00Z")))
        .isEqualTo(new OracleLabel.Known(2f));
  }

  @Test
  public void saysThatARowWithoutAMomentHasNoEvents() {
    Facts facts = facts().version("1", "A", "2024-01-01T11:00:00Z", "2024-01-01T11:00:00Z", 1L);

    assertThat(facts.oracle().explain(Facts.row("A", null), "total"))
        .extracting(Candidate::verdict)
        .containsExactly(Verdict.NO_MOMENT);
    assertThat(facts.oracle().label(Facts.row("A", null), Instant.MAX))
        .isEqualTo(new OracleLabel.Immature());
  }

  @Test
  public void doesNotTakeTextForANumber() {
    Facts facts =
        Facts.of(
            Facts.KNOWN_AT,
            "columns.n { from = facts, by = [number], agg = \"count(*)\", window = 2h, empty = 0, missing = reject, type = int64 }");
    Optional<Instant> time = Optional.of(Instant.parse("2024-01-01T11:00:00Z"));
    for (Object key : List.of("1", 1, 1L, (short) 1)) {
      facts.add(
          new OracleEvent(time, time, Map.of("number", key), List.of(), true, Map.of(), Map.of()));
    }
    OracleSpineRow one = Facts.row("1", Map.of("number", 1), "2024-01-01T12:00:00Z");

    assertThat(facts.oracle().features(one).values()).containsEntry("n", 3L);
  }

  @Test
  public void namesTheColumnsWhereOneIsUnknown() {
    assertThatThrownBy(() -> facts().oracle().explain(NOON, "sum"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("No column 'sum'; possible are [latest, total]");
  }
}
