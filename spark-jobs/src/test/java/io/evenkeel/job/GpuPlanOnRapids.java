package io.evenkeel.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.evenkeel.SparkTestSession;
import io.evenkeel.settings.SettingsReader;
import io.evenkeel.stage.warehouse.FlightWarehouse;
import java.time.LocalDate;
import java.util.Map;
import java.util.Optional;
import org.junit.Test;

/**
 * What RAPIDS says of the committed definition over the committed flights; it needs no GPU. Run by
 * {@code mvn -Prapids test}.
 */
public class GpuPlanOnRapids {
  private static final LocalDate DAY = LocalDate.of(2013, 7, 4);

  @Test
  public void computesEveryOperatorOfADaysFeaturesOnTheGpu() {
    Map<String, ?> told = told(DAY, DAY);
    assertThat(count(told.get("gpu"))).isGreaterThan(100);
    assertThat(told.get("gpu").toString())
        .contains("FileSourceScanExec=", "InMemoryTableScanExec=", "SortMergeJoinExec=");
    assertThat((Map<?, ?>) told.get("processor")).isEmpty();
  }

  @Test
  public void tellsThatTheFoldOfManyDaysStaysOnTheProcessorAndWhy() {
    Map<String, ?> told = told(DAY.minusDays(27), DAY);
    assertThat(((Map<?, ?>) told.get("processor")).keySet())
        .isNotEmpty()
        .allSatisfy(operator -> assertThat(operator.toString()).contains(": "));
  }

  private static Map<String, ?> told(LocalDate from, LocalDate to) {
    TellingJournal journal = new TellingJournal();
    Map<String, String> given =
        Map.of(
            "evenkeel.definitions",
            "../feature-defs",
            "evenkeel.tables",
            FlightWarehouse.folder().toString());
    new PlanJob(SparkTestSession.session(), SettingsReader.read(Optional.empty(), given), journal)
        .onGpu("flight_delay", from, to);
    return journal.facts();
  }

  private static int count(Object operators) {
    return ((Map<?, ?>) operators).values().stream().mapToInt(n -> (Integer) n).sum();
  }
}
