package io.evenkeel.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.evenkeel.SparkTestSession;
import io.evenkeel.fault.EvenkeelException;
import io.evenkeel.fault.Fault;
import io.evenkeel.settings.Settings;
import io.evenkeel.settings.SettingsReader;
import io.evenkeel.stage.feature.WrongEngines;
import io.evenkeel.stage.warehouse.FlightWarehouse;
import java.time.LocalDate;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.Test;

/** The committed definition over the committed flights, before the oracle. */
public class VerifyJobTest {
  private static final LocalDate DAY = LocalDate.of(2013, 7, 4);

  private final TellingJournal journal = new TellingJournal();

  @Test
  public void findsNoCellOfTheFlightsThatDiffers() {
    new VerifyJob(SparkTestSession.session(), settings(Map.of()), journal)
        .run("flight_delay", DAY, 10);
    assertThat(journal.facts().get("rows")).isEqualTo(10L);
    assertThat(journal.facts().get("cells")).isEqualTo(10L * (48 + 1 + 2));
    assertThat(journal.facts().get("differing_cells")).isEqualTo(0);
  }

  @Test
  public void endsWithAContractFaultWhereACellDiffers() {
    EvenkeelException failure =
        catchThrowableOfType(
            EvenkeelException.class,
            () ->
                new VerifyJob(
                        SparkTestSession.session(),
                        settings(Map.of()),
                        journal,
                        WrongEngines.forgetsAnHour())
                    .run("flight_delay", DAY, 10));
    assertThat(failure.fault().exitCode()).isEqualTo(20);
    assertThat(failure).hasMessageContaining("cells are not what the definition says");
    assertThat(failure.next())
        .contains("features explain --features flight_delay --date 2013-07-04");
    assertThat((Integer) journal.facts().get("differing_cells")).isPositive();
    assertThat(journal.sentence()).contains("engine", "oracle", "(bits ");
  }

  @Test
  public void refusesADayWithoutRowsWhichWouldProveNothing() {
    EvenkeelException refused = refused(settings(Map.of()), LocalDate.of(2015, 1, 1));
    assertThat(refused.fault()).isEqualTo(Fault.USAGE);
    assertThat(refused).hasMessageContaining("no row of 2015-01-01");
  }

  @Test
  public void holdsNoMoreRowsInMemoryThanIsSet() {
    EvenkeelException refused =
        refused(settings(Map.of("evenkeel.verify.max_source_rows", "50")), DAY);
    assertThat(refused.fault()).isEqualTo(Fault.USAGE);
    assertThat(refused).hasMessageContaining("more than 50 rows of source 'flights'");
    assertThat(refused.next()).contains("evenkeel.verify.max_source_rows");
  }

  private EvenkeelException refused(Settings settings, LocalDate date) {
    return catchThrowableOfType(
        EvenkeelException.class,
        () ->
            new VerifyJob(SparkTestSession.session(), settings, journal)
                .run("flight_delay", date, 10));
  }

  private static Settings settings(Map<String, String> more) {
    Map<String, String> given = new TreeMap<>(more);
    given.put("evenkeel.tables", FlightWarehouse.folder().toString());
    given.put("evenkeel.definitions", "../feature-defs");
    return SettingsReader.read(Optional.empty(), given);
  }
}
