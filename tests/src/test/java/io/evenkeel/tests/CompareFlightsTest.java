package io.evenkeel.tests;

import static org.assertj.core.api.Assertions.assertThat;

import io.evenkeel.job.CompareJob;
import io.evenkeel.job.CompareRequest;
import io.evenkeel.job.Journal;
import io.evenkeel.settings.Settings;
import io.evenkeel.stage.drift.DriftReport;
import io.evenkeel.stage.drift.FeatureDrift;
import io.evenkeel.stage.drift.Metric;
import io.evenkeel.stage.drift.SliceDrift;
import java.nio.file.Path;
import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.BeforeClass;
import org.junit.Test;

/** A winter's day of real flights held against an export of summer, without a model. */
public class CompareFlightsTest {
  private static final LocalDate SUMMER = LocalDate.of(2013, 7, 4);
  private static final FlightLakehouse LAKEHOUSE = FlightLakehouse.loaded();
  private static final Settings SETTINGS = LAKEHOUSE.settings(Map.of());

  private static Path export;
  private static DriftReport report;

  @BeforeClass
  public static void compareFebruaryWithJuly() {
    export = LAKEHOUSE.export(SUMMER);
    report = compare("2013-02-04..2013-02-04", List.of("origin"));
  }

  @Test
  public void bothSidesAreWhole() {
    long exported =
        LAKEHOUSE.spark().read().format("delta").load(export.resolve("data").toString()).count();
    assertThat(report.reference().rows()).isEqualTo(exported).isGreaterThan(700);
    assertThat(report.currentRows()).isEqualTo(scheduled());
  }

  @Test
  public void theSeasonIsFoundInEveryAirport() {
    assertThat(report.verdict().word()).isEqualTo("alert");
    assertThat(psi(report, "month")).isGreaterThan(0.25);
    assertThat(psi(report, "temperature")).isGreaterThan(0.25);
    assertThat(report.slices().slices())
        .extracting(slice -> slice.slice().value())
        .containsExactlyInAnyOrder("EWR", "JFK", "LGA");
    assertThat(report.slices().slices())
        .allSatisfy(slice -> assertThat(slice.severity().alerts()).isTrue());
    assertThat(report.slices().slices().stream().mapToLong(SliceDrift::currentRows).sum())
        .isEqualTo(scheduled());
  }

  @Test
  public void anExportHeldAgainstItselfIsQuiet() {
    DriftReport same = compare(name(), List.of());
    assertThat(same.verdict().alert()).isFalse();
    assertThat(same.features()).hasSize(48);
    for (FeatureDrift feature : same.features()) {
      assertThat(feature.value(Metric.PSI)).as(feature.name()).hasValue(0);
    }
  }

  private static long scheduled() {
    return LAKEHOUSE.table("schedule").where("flight_date = DATE'2013-02-04'").count();
  }

  private static String name() {
    return String.valueOf(export.getFileName());
  }

  private static double psi(DriftReport of, String feature) {
    return of.features().stream()
        .filter(found -> found.name().equals(feature))
        .findFirst()
        .orElseThrow()
        .value(Metric.PSI)
        .orElseThrow();
  }

  private static DriftReport compare(String current, List<String> by) {
    return new CompareJob(LAKEHOUSE.spark(), SETTINGS, Journal.SILENT, Clock.systemUTC())
        .run(
            new CompareRequest(
                Optional.of(FlightLakehouse.MODEL),
                List.of(),
                current,
                name(),
                by,
                Optional.empty(),
                Optional.empty()));
  }
}
