package io.evenkeel.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.evenkeel.SparkTestSession;
import io.evenkeel.fault.EvenkeelException;
import io.evenkeel.settings.Settings;
import io.evenkeel.settings.SettingsReader;
import io.evenkeel.stage.drift.DriftReport;
import io.evenkeel.stage.drift.DriftRun;
import io.evenkeel.stage.drift.FeatureDrift;
import io.evenkeel.stage.drift.Metric;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.sql.SparkSession;
import org.junit.BeforeClass;
import org.junit.ClassRule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

/** Dates of a feature set held against a training export of it; the second month has moved. */
public class CompareFeaturesTest {
  @ClassRule public static final TemporaryFolder FOLDER = new TemporaryFolder();

  private static final String RIDES =
      """
      features.rides {
        version = 1, timezone = "UTC"
        spine { table = rides, row_id = ride_id, keys { rider = bigint }, date = day, as_of = at }
        sources.rides { table = rides, keys { rider = rider }, event_time = at, delay = 0s }
        columns.distance { expr = "distance", type = float64, missing = keep }
        columns.city { expr = "city", type = category, values = [north, south], unknown = other, missing = reject }
        label.more { from = rides, agg = "count(*)", empty = 0, window = "[0d,2d)", mature_after = 0d, type = int64 }
      }
      """;
  private static final SparkSession SPARK = SparkTestSession.session();
  private static final Clock CLOCK =
      Clock.fixed(Instant.parse("2026-04-01T04:05:06Z"), ZoneOffset.UTC);

  private static Settings settings;
  private static String export = "";

  @BeforeClass
  public static void exportTheFirstMonth() throws Exception {
    Path home = FOLDER.newFolder("home").toPath();
    Path definitions = FOLDER.newFolder("definitions").toPath();
    Files.writeString(definitions.resolve("rides.conf"), RIDES);
    settings =
        SettingsReader.read(
            Optional.empty(),
            Map.of(
                "evenkeel.home", home.toString(), "evenkeel.definitions", definitions.toString()));
    SPARK
        .range(0, 6_000, 1, 2)
        .selectExpr(
            "concat('r', id) AS ride_id",
            "id % 100 AS rider",
            "date_add(DATE'2026-01-01', cast(id % 60 AS int)) AS day",
            "if(id % 2 = 0, 'north', 'south') AS city",
            "if(id % 60 < 31, 0d, 40d) + pmod(xxhash64(id), 1000) / 10d AS distance")
        .withColumn("at", org.apache.spark.sql.functions.expr("to_timestamp(day)"))
        .coalesce(2)
        .write()
        .format("delta")
        .save(settings.folders().tables().resolve("rides").toString());
    Path folder =
        new ExportJob(SPARK, settings, new TellingJournal())
            .run(
                "rides",
                LocalDate.of(2026, 1, 1),
                LocalDate.of(2026, 1, 31),
                Optional.of(Instant.parse("2026-03-01T00:00:00Z")));
    export = String.valueOf(folder.getFileName());
  }

  @Test
  public void holdsDatesAgainstTheExportsFrozenProfile() {
    DriftReport report = compare("2026-02-01..2026-02-28", export, List.of("city"));
    assertThat(feature(report, "distance").severity().alerts()).isTrue();
    assertThat(feature(report, "city").severity().alerts()).isFalse();
    assertThat(report.run().role()).isEqualTo(DriftRun.COMPARISON);
    assertThat(report.run().scoreDate()).isEqualTo(LocalDate.of(2026, 2, 28));
    assertThat(report.slices().slices()).hasSize(2);
  }

  @Test
  public void findsNothingInTheDatesThatWereExported() {
    DriftReport report = compare("2026-01-01..2026-01-31", export, List.of());
    assertThat(report.verdict().alert()).isFalse();
    for (FeatureDrift each : report.features()) {
      assertThat(each.value(Metric.PSI)).as(each.name()).hasValue(0);
    }
  }

  @Test
  public void freezesAProfileOfDatesThatHaveNone() {
    DriftReport frozen = compare("2026-02-01..2026-02-28", "2026-01-01..2026-01-31", List.of());
    DriftReport exported = compare("2026-02-01..2026-02-28", export, List.of());
    assertThat(frozen.features()).isEqualTo(exported.features());
  }

  @Test
  public void namesTheExportsThereAre() {
    EvenkeelException refused =
        catchThrowableOfType(
            EvenkeelException.class, () -> compare("rides", "yesterday", List.of()));
    assertThat(refused).hasMessageContaining(export).hasMessageContaining("yesterday");
  }

  private static FeatureDrift feature(DriftReport report, String name) {
    return report.features().stream().filter(f -> f.name().equals(name)).findFirst().orElseThrow();
  }

  private static DriftReport compare(String current, String reference, List<String> by) {
    return new CompareJob(SPARK, settings, new TellingJournal(), CLOCK)
        .run(
            new CompareRequest(
                Optional.of("rides"),
                List.of(),
                current,
                reference,
                by,
                Optional.empty(),
                Optional.empty()));
  }
}
