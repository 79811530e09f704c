package io.evenkeel.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.evenkeel.SparkTestSession;
import io.evenkeel.fault.EvenkeelException;
import io.evenkeel.feature.FeatureSet;
import io.evenkeel.feature.language.Definitions;
import io.evenkeel.feature.language.Fingerprint;
import io.evenkeel.run.Claim;
import io.evenkeel.run.RunId;
import io.evenkeel.run.Slot;
import io.evenkeel.settings.Settings;
import io.evenkeel.settings.SettingsReader;
import io.evenkeel.stage.ledger.Ledger;
import io.evenkeel.stage.ledger.LocalFiles;
import io.evenkeel.stage.ledger.RunKey;
import io.evenkeel.stage.ledger.RunState;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.spark.sql.SparkSession;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

/** Three rides of one day, whose tables and definition change after they were scored. */
public class AuditJobTest {
  private static final LocalDate DAY = LocalDate.of(2024, 1, 2);
  private static final String RIDES =
      """
      features.rides {
        version = 1, timezone = "UTC"
        spine { table = rides, row_id = ride, keys { rider = string }, date = "to_date(at)", as_of = at }
        sources.payments { table = payments, keys { rider = rider }, event_time = at, delay = 0s }
        columns {
          spent { from = payments, agg = "sum(amount)", window = 1d, empty = 0, missing = 0, type = float32 }
          paid { from = payments, agg = "count(*)", window = 1d, empty = 0, missing = reject, type = int64 }
        }
      }
      """;

  @Rule public final TemporaryFolder folder = new TemporaryFolder();

  private final SparkSession spark = SparkTestSession.session();
  private final TellingJournal journal = new TellingJournal();

  @Before
  public void scoreTheDay() throws IOException {
    Files.createDirectories(definition("rides").getParent());
    Files.writeString(definition("rides"), RIDES);
    write(
        "rides",
        "select ride, rider, timestamp'2024-01-02 12:00:00' as at from values ('a', 'A'), ('b', 'B'), ('c', 'C') as t(ride, rider)");
    write(
        "payments",
        payments("('A', '10:00:00', 10)", "('B', '10:00:00', 20)", "('C', '10:00:00', 30)"));
    FeatureSet set = Definitions.named(settings().folders().definitions(), "rides");
    new KeptDefinitions(settings().folders().keptDefinitions())
        .keep(settings().folders().definitions(), set);
    Ledger ledger = new Ledger(new LocalFiles(settings().folders().ledger()), Clock.systemUTC());
    Map<String, Object> facts =
        Map.of(
            "feature_set", "rides",
            "feature_fingerprint", Fingerprint.of(set),
            "input_versions", Map.of("rides", 0L, "payments", 0L));
    Claim claim =
        ledger.claim(
            new Slot("rider_model", "champion", DAY),
            RunId.next(Instant.parse("2024-01-02T12:01:00Z")),
            RunKey.of(DAY, Map.of("rides", 0L), Fingerprint.of(set), "m", "c"),
            facts);
    List.of(RunState.STAGED, RunState.AUDITED, RunState.PUBLISHED)
        .forEach(state -> ledger.append(claim, state, Map.of()));
  }

  @Test
  public void findsNothingWhereNothingHasChanged() {
    audit();
    assertThat(told())
        .containsEntry("rows", 3L)
        .containsEntry("values", 6L)
        .containsEntry("changed", 0L)
        .containsEntry("tables", Map.of());
  }

  @Test
  public void tellsLateDataFromAChangedSource() {
    append("payments", payments("('A', '11:00:00', 5)", "('A', '12:00:00', 99)"));
    spark.sql("update delta.`%s` set amount = 21 where rider = 'B'".formatted(table("payments")));
    audit();
    assertThat(journal.facts().get("changed_by_feature"))
        .isEqualTo(
            Map.of(
                "paid", Map.of("changed_source", 0L, "late_data", 1L),
                "spent", Map.of("changed_source", 1L, "late_data", 1L)));
    assertThat(journal.facts().get("tables"))
        .isEqualTo(
            Map.of(
                "payments",
                Map.of("version_then", 0L, "version_now", 2L, "rows_added", 3L, "rows_gone", 1L)));
    assertThat(journal.sentence())
        .contains(
            "payments@v0 -> v2: 3 rows added, 1 gone or changed", "3 of 6 values have changed");
  }

  @Test
  public void tellsAChangedDefinitionAndWhatItDoesNotTouch() throws IOException {
    Files.writeString(definition("rides"), RIDES.replace("sum(amount)", "max(amount * 2)"));
    append("payments", payments("('C', '09:00:00', 1)"));
    audit();
    assertThat(journal.facts().get("changed_by_feature"))
        .isEqualTo(
            Map.of(
                "paid", Map.of("changed_definition", 0L, "late_data", 1L),
                "spent", Map.of("changed_definition", 3L, "late_data", 0L)));
  }

  @Test
  public void countsRowsThatCameAndWent() {
    append("rides", "select 'd' as ride, 'A' as rider, timestamp'2024-01-02 12:00:00' as at");
    spark.sql("delete from delta.`%s` where ride = 'c'".formatted(table("rides")));
    audit();
    assertThat(told())
        .containsEntry("rows", 2L)
        .containsEntry("rows_gone", 1L)
        .containsEntry("rows_added", 1L)
        .containsEntry("changed", 0L);
  }

  @Test
  public void asksForTheDefinitionOfThenWhereItWasNotKept() throws IOException {
    Files.writeString(definition("rides"), RIDES.replace("1d", "2d"));
    try (var files = Files.list(settings().folders().keptDefinitions())) {
      for (Path file : files.toList()) {
        Files.delete(file);
      }
    }
    assertThatThrownBy(this::audit)
        .isInstanceOf(EvenkeelException.class)
        .hasMessageContaining("definition of fingerprint");
  }

  @Test
  public void namesTheRunsWhereTheDayWasNotScored() {
    assertThatThrownBy(() -> job().run("rider_model", DAY.plusDays(1)))
        .isInstanceOf(EvenkeelException.class)
        .hasMessageContaining("No run has published 2024-01-03 of model 'rider_model'");
  }

  private Map<String, Object> told() {
    return new TreeMap<>(journal.facts());
  }

  private void audit() {
    job().run("rider_model", DAY);
  }

  private AuditJob job() {
    return new AuditJob(spark, settings(), journal);
  }

  private Settings settings() {
    Path root = folder.getRoot().toPath();
    return SettingsReader.read(
        Optional.empty(),
        Map.of(
            "evenkeel.home", root.resolve("home").toString(),
            "evenkeel.definitions", root.resolve("definitions").toString()));
  }

  private static String payments(String... rows) {
    return "select rider, timestamp(concat('2024-01-02 ', at)) as at, amount from values %s as t(rider, at, amount)"
        .formatted(String.join(", ", rows));
  }

  private void write(String table, String query) {
    spark.sql(query).coalesce(1).write().format("delta").save(table(table).toString());
  }

  private void append(String table, String query) {
    spark
        .sql(query)
        .coalesce(1)
        .write()
        .format("delta")
        .mode("append")
        .save(table(table).toString());
  }

  private Path table(String name) {
    return folder.getRoot().toPath().resolve("home/tables").resolve(name);
  }

  private Path definition(String set) {
    return folder.getRoot().toPath().resolve("definitions").resolve(set + ".conf");
  }
}
