package io.evenkeel.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.evenkeel.SparkTestSession;
import io.evenkeel.fault.EvenkeelException;
import io.evenkeel.fault.Fault;
import io.evenkeel.settings.Settings;
import io.evenkeel.settings.SettingsReader;
import io.evenkeel.stage.feature.FeatureEngine;
import io.evenkeel.stage.feature.WrongEngines;
import io.evenkeel.stage.training.ExportManifest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.BeforeClass;
import org.junit.ClassRule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

/** Exports of a few rides, by a sound engine and by one that sees the future. */
public class LeakageGateTest {
  private static final LocalDate FIRST = LocalDate.of(2024, 1, 2);
  private static final LocalDate LAST = LocalDate.of(2024, 1, 5);

  private static final String RIDES =
      """
      features.rides {
        version = 1, timezone = "UTC"
        spine { table = rides, row_id = ride, keys { rider = bigint }, date = "to_date(at)", as_of = at }
        sources {
          payments { table = payments, keys { rider = rider }, event_time = paid_at, known_at = known
                     dedup { key = [id] } }
          visits { table = payments, keys { rider = rider }, event_time = paid_at, delay = 30m }
          fares { table = fares, kind = states, keys { rider = rider }, known_at = known, valid { from = starts, to = ends } }
        }
        columns {
          spent { from = payments, agg = "sum(amount)", window = 1d, empty = 0, missing = 0, type = float32 }
          latest { from = payments, agg = "last(amount)", window = 2d, order = [id], missing = -1, type = float32 }
          visits { from = visits, agg = "count(*)", window = 6h, empty = 0, missing = reject, type = int64 }
          fare { from = fares, expr = "fare", missing = -1, type = float32 }
        }
        label.more { from = payments, agg = "sum(amount) >= 620", window = "[0d,1d)", mature_after = 1h, type = int8 }
      }
      """;

  @ClassRule public static final TemporaryFolder FOLDER = new TemporaryFolder();

  private final TellingJournal journal = new TellingJournal();

  @BeforeClass
  public static void writeTables() throws IOException {
    Path definitions = FOLDER.newFolder("definitions").toPath();
    Files.writeString(definitions.resolve("rides.conf"), RIDES);
    Files.writeString(
        definitions.resolve("told.conf"),
        RIDES
            .replace("features.rides", "features.told")
            .replace(
                "columns {",
                "columns {\n known { expr = \"told\", missing = reject, type = int32 }"));
    write(
        "payments",
        """
        select id, id % 5 as rider, at + interval 10 minutes as known, at as paid_at,
               cast(pmod(hash(id), 100) as decimal(9, 2)) as amount
        from (select id, timestamp'2024-01-01 00:00:00' + make_interval(0, 0, 0, 0, 0, id * 23) as at
              from range(600))""");
    write(
        "rides",
        """
        select concat('r', r.id) as ride, r.rider, r.at,
               cast(sum(p.amount) >= 620 as int) as told
        from (select id, mod(id, 5) as rider,
                     timestamp'2024-01-02 00:00:00' + make_interval(0, 0, 0, 0, id * 2, 17) as at
              from range(48)) r
        left join parquet.`%s` p
          on p.rider = r.rider and p.paid_at >= r.at and p.paid_at < r.at + interval 1 day
        group by r.id, r.rider, r.at"""
            .formatted(table("payments")));
    write(
        "fares",
        """
        select id as rider, cast(id as float) as fare, timestamp'2024-01-01 00:00:00' as starts,
               timestamp'2024-02-01 00:00:00' as ends, timestamp'2024-01-01 00:00:00' as known
        from range(5)""");
  }

  @Test
  public void letsASoundExportOutAndTellsWhatWasTried() {
    Path folder = export("rides", Map.of(), new FeatureEngine());
    Map<String, Object> checks = ExportManifest.read(folder).orElseThrow().checks();
    assertThat(checks.get("future_noise"))
        .hasToString("{date=2024-01-04, differing_values=0, rows=12, values=48}");
    assertThat(((Map<?, ?>) checks.get("single_features")).get("suspects")).isEqualTo(Map.of());
    assertThat(checks.get("short_history")).hasToString("{latest=12}");
    assertThat(journal.sentence())
        .contains("beside planted events of the future", "best single", "suspected: none");
  }

  @Test
  public void refusesAnExportWhoseEngineSeesTheFuture() {
    EvenkeelException refused = refused("rides", Map.of(), WrongEngines.seesTomorrow());
    assertThat(refused.fault()).isEqualTo(Fault.GATE);
    assertThat(refused)
        .hasMessageContaining("Features see the future")
        .hasMessageContaining("spent");
  }

  @Test
  public void refusesAFeatureThatIsTheLabel() {
    EvenkeelException refused = refused("told", Map.of(), new FeatureEngine());
    assertThat(refused.fault()).isEqualTo(Fault.GATE);
    assertThat(refused)
        .hasMessageContaining("tells 'more' too well")
        .hasMessageContaining("{known=1.0}");
    assertThat(refused.next()).contains("on_suspect=flag");
  }

  @Test
  public void namesTheFeatureWhereThatIsAllThatIsAskedFor() {
    Path folder =
        export("told", Map.of("evenkeel.export.leakage.on_suspect", "flag"), new FeatureEngine());
    Object probe = ExportManifest.read(folder).orElseThrow().checks().get("single_features");
    assertThat(((Map<?, ?>) probe).get("suspects")).isEqualTo(Map.of("known", 1.0));
  }

  @Test
  public void leavesADefinitionToCompareWithWhenItHasChanged() throws IOException {
    Path folder = export("rides", Map.of(), new FeatureEngine());
    Path empty = FOLDER.newFolder().toPath();
    Path changed =
        Files.writeString(empty.resolve("rides.conf"), RIDES.replace("window = 6h", "window = 5h"));
    new DiffJob(empty, settings(Map.of()).folders().keptDefinitions(), journal)
        .run(folder.toString(), changed.toString());
    assertThat(journal.facts().get("can_be_scored")).isEqualTo(false);
    assertThat(journal.sentence()).contains("columns.visits.window: 6h -> 5h");
    new DiffJob(FOLDER.newFolder().toPath(), empty, journal)
        .run(folder.toString(), changed.toString());
    assertThat(journal.sentence()).contains("neither in the folder of definitions nor among those");
  }

  private EvenkeelException refused(String set, Map<String, String> more, FeatureEngine engine) {
    Map<String, String> apart = new HashMap<>(more);
    Path exports = FOLDER.getRoot().toPath().resolve("refused");
    apart.put("evenkeel.exports", exports.toString());
    EvenkeelException refused =
        catchThrowableOfType(EvenkeelException.class, () -> export(set, apart, engine));
    assertThat(exports.resolve(set).toFile().list()).hasSize(1);
    assertThat(exports.resolve(set).toFile().listFiles()[0].list()).doesNotContain("manifest.json");
    return refused;
  }

  private Path export(String set, Map<String, String> more, FeatureEngine engine) {
    return new ExportJob(SparkTestSession.session(), settings(more), journal, engine)
        .run(set, FIRST, LAST, Optional.empty());
  }

  private static Settings settings(Map<String, String> more) {
    Path root = FOLDER.getRoot().toPath();
    Map<String, String> given = new HashMap<>();
    given.put("evenkeel.home", root.resolve("home").toString());
    given.put("evenkeel.tables", root.resolve("tables").toString());
    given.put("evenkeel.definitions", root.resolve("definitions").toString());
    given.putAll(more);
    return SettingsReader.read(Optional.empty(), given);
  }

  private static void write(String name, String query) {
    SparkTestSession.session().sql(query).write().parquet(table(name).toString());
  }

  private static Path table(String name) {
    return FOLDER.getRoot().toPath().resolve("tables").resolve(name);
  }
}
