package io.evenkeel.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.evenkeel.SparkTestSession;
import io.evenkeel.settings.SettingsReader;
import io.evenkeel.stage.warehouse.FlightWarehouse;
import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Properties;
import org.junit.Test;

/**
 * What RAPIDS says of the committed definition over the committed flights; it needs no GPU. Run by
 * {@code mvn -Prapids test}.
 */
public class GpuPlanOnRapids {
  private static final String SETTINGS = "spark411/com/nvidia/spark/rapids/RapidsConf$.class";
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
    assertThat(told.get("processor").toString())
        .contains("CoGroupExec: ", "does not currently support the operator class");
  }

  /** The names of its properties are texts in its class of settings for this version of Spark. */
  @Test
  public void knowsEveryPropertyOfItsOwnInTheProfileForGpus() throws IOException {
    Properties profile = new Properties();
    try (Reader reader = Files.newBufferedReader(Path.of("../conf/gpu.conf"))) {
      profile.load(reader);
    }
    String settings;
    try (InputStream file =
        Objects.requireNonNull(getClass().getClassLoader().getResourceAsStream(SETTINGS))) {
      settings = new String(file.readAllBytes(), StandardCharsets.ISO_8859_1);
    }
    assertThat(profile.stringPropertyNames())
        .filteredOn(name -> name.startsWith("spark.rapids."))
        .hasSizeGreaterThan(3)
        .allSatisfy(name -> assertThat(settings).contains(name));
    assertThat(settings).doesNotContain("spark.rapids.memory.gpu.reserved");
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
