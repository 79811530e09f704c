package io.evenkeel.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.evenkeel.SparkTestSession;
import io.evenkeel.fault.EvenkeelException;
import io.evenkeel.settings.SettingsReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

/** Explains values of a rider whose events were chosen so that each counts or not for a reason. */
public class ExplainJobTest {
  private static final LocalDate DAY = LocalDate.of(2024, 1, 2);
  private static final String RIDES =
      """
      features.rides {
        version = 1, timezone = "UTC"
        spine { table = rides, row_id = ride, keys { rider = string }, date = "to_date(at)", as_of = at }
        sources.payments {
          table = payments, keys { rider = payer }, event_time = paid_at, known_at = known
          dedup { key = [id] }, where = "amount > 0"
        }
        columns {
          spent { from = payments, agg = "sum(amount)", window = 1d, missing = 0, type = float32, range = [0, 20], on_violation = clip }
          latest { from = payments, agg = "last(amount)", window = 1d, missing = -1, type = float32 }
          double { expr = "spent * 2", type = float32, missing = keep }
        }
        label.more { from = payments, agg = "count(*)", window = "[0d,1d)", empty = 0, mature_after = 0s, type = int64 }
      }
      """;

  @Rule public final TemporaryFolder folder = new TemporaryFolder();

  private final TellingJournal journal = new TellingJournal();

  @Before
  public void writeDefinitionAndTables() throws IOException {
    Files.writeString(folder.getRoot().toPath().resolve("rides.conf"), RIDES);
    write("rides", "select 'r1' as ride, 'A' as rider, timestamp'2024-01-02 12:00:00' as at");
    write(
        "payments",
        """
        select id, payer, cast(paid_at as timestamp) as paid_at,
               cast(known as timestamp) as known, amount
        from values
          ('e1', 'A', '2024-01-02 09:00:00', '2024-01-02 09:00:00', 10),
          ('e2', 'A', '2024-01-02 10:00:00', '2024-01-02 10:00:00', 99),
          ('e2', 'A', '2024-01-02 10:00:00', '2024-01-02 11:00:00', 15),
          ('e3', 'A', '2024-01-02 11:00:00', '2024-01-02 12:00:01', 40),
          ('e4', 'A', '2024-01-02 11:00:00', '2024-01-02 11:00:00', 0),
          ('e5', 'A', '2024-01-01 11:59:59', '2024-01-01 12:00:00', 7),
          ('e6', 'B', '2024-01-02 11:30:00', '2024-01-02 11:30:00', 3),
          ('e1', 'B', '2024-01-02 08:00:00', '2024-01-02 08:00:00', 5)
        as t(id, payer, paid_at, known, amount)""");
  }

  @Test
  public void saysOfEachEventWhyItCountsOrNot() {
    explain("spent");
    assertThat(journal.facts().get("verdicts"))
        .isEqualTo(
            Map.of(
                "counts", 2L,
                "replaced", 1L,
                "known_too_late", 1L,
                "filtered", 1L,
                "too_early", 1L,
                "other_key", 1L));
    assertThat(journal.sentence())
        .contains("known_too_late: known at 2024-01-02T12:00:01Z, after 2024-01-02T12:00:00Z")
        .contains("too_early: at 2024-01-01T11:59:59Z, window [2024-01-01T12:00:00Z");
  }

  @Test
  public void tellsEachStepThatMakesTheValue() {
    explain("spent");
    assertThat(journal.facts().get("steps"))
        .isEqualTo(
            List.of(
                "sum(amount) of 2 events: 25",
                "range: 25 is outside of [0.0, 20.0]",
                "on_violation = clip: the nearest bound takes its place",
                "cast to float32: 20.0"));
    assertThat(journal.facts().get("value")).isEqualTo("20.0");
  }

  @Test
  public void pointsToTheEventThatLastChose() {
    explain("latest");
    assertThat(journal.sentence()).contains("15  chosen: at 2024-01-02T10:00:00Z");
    assertThat(journal.facts().get("value")).isEqualTo("15.0");
  }

  @Test
  public void namesTheFeaturesThatAnExpressionUses() {
    explain("double");
    assertThat(journal.sentence()).contains("spent * 2 with spent = 20.0: 40.0", "double = 40.0");
  }

  @Test
  public void explainsTheLabelAndWhenItIsMature() {
    explain("more");
    assertThat(journal.sentence())
        .contains("count(*) of no event, empty = 0: 0", "mature at 2024-01-03T12:00:00Z");
  }

  @Test
  public void namesTheColumnsThereAre() {
    assertThatThrownBy(() -> explain("spend"))
        .isInstanceOf(EvenkeelException.class)
        .hasMessageContaining("[double, latest, more, spent]");
  }

  private void explain(String column) {
    Map<String, String> given =
        Map.of(
            "evenkeel.tables", folder.getRoot().toPath().resolve("tables").toString(),
            "evenkeel.definitions", folder.getRoot().toString());
    new ExplainJob(
            SparkTestSession.session(), SettingsReader.read(Optional.empty(), given), journal)
        .run("rides", DAY, "r1", column, 20);
  }

  private void write(String table, String query) {
    Path path = folder.getRoot().toPath().resolve("tables").resolve(table);
    SparkTestSession.session().sql(query).write().parquet(path.toString());
  }
}
