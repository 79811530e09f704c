package io.evenkeel.stage.warehouse;

import static org.assertj.core.api.Assertions.assertThat;

import io.evenkeel.SparkTestSession;
import java.util.List;
import org.junit.Test;

/** How a folder of files becomes tables; what the flight tables hold is in FlightTablesTest. */
public class WarehouseLoadTest {
  @Test
  public void reportsTheRowsOfEveryTable() {
    assertThat(FlightWarehouse.loaded())
        .extracting(LoadedTable::name, LoadedTable::rows, LoadedTable::alreadyLoaded)
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple("airlines", 16L, false),
            org.assertj.core.groups.Tuple.tuple("airports", 1_458L, false),
            org.assertj.core.groups.Tuple.tuple("flights", 336_776L, false),
            org.assertj.core.groups.Tuple.tuple("planes", 3_322L, false),
            org.assertj.core.groups.Tuple.tuple("schedule", 336_776L, false),
            org.assertj.core.groups.Tuple.tuple("weather", 26_115L, false));
  }

  @Test
  public void writesNothingWhenNothingHasChanged() {
    List<LoadedTable> first = FlightWarehouse.loaded();
    List<LoadedTable> second =
        new WarehouseLoad(SparkTestSession.session(), FlightWarehouse.warehouse())
            .load(FlightWarehouse.SOURCE);
    assertThat(second).allMatch(LoadedTable::alreadyLoaded);
    assertThat(second)
        .extracting(LoadedTable::name, LoadedTable::version)
        .containsExactlyElementsOf(
            first.stream()
                .map(table -> org.assertj.core.groups.Tuple.tuple(table.name(), table.version()))
                .toList());
  }
}
