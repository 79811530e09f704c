package io.evenkeel.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.evenkeel.feature.FeatureRows;
import io.evenkeel.feature.FeatureSet;
import io.evenkeel.feature.language.Definitions;
import io.evenkeel.stage.feature.FeatureEngine;
import io.evenkeel.stage.warehouse.FlightWarehouse;
import io.evenkeel.stage.warehouse.Warehouse;
import java.nio.file.Path;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Row;
import org.junit.BeforeClass;
import org.junit.Test;

/**
 * The committed definition over the committed flights, for one day: each feature against a query of
 * its own, which shares nothing with the engine.
 */
public class FlightDelayFeaturesTest {
  private static final LocalDate DAY = LocalDate.of(2013, 7, 4);
  private static final FeatureSet SET =
      Definitions.read(Path.of("../feature-defs/flight_delay.conf"));
  private static final Map<String, Row> FEATURES = new HashMap<>();

  @BeforeClass
  public static void computeTheDay() {
    Warehouse warehouse = FlightWarehouse.warehouse();
    List<Row> rows =
        new FeatureEngine()
            .labelled(
                SET,
                table -> warehouse.read(warehouse.pin(table)),
                DAY,
                DAY,
                Instant.parse("2014-01-10T00:00:00Z"))
            .collectAsList();
    rows.forEach(row -> FEATURES.put(row.getAs(FeatureRows.ROW_ID), row));
    view(
        "day",
        """
        SELECT *, concat(origin, '-', destination) AS route FROM schedule
        WHERE flight_date = DATE'2013-07-04'""");
    view(
        "seen",
        """
        SELECT *, concat(origin, '-', destination) AS route FROM flights
        WHERE event_time < TIMESTAMP'2013-07-04 00:00:00'
        AND known_at <= TIMESTAMP'2013-07-04 00:00:00'""");
  }

  @Test
  public void haveARowForEveryFlightOfTheDayAndRejectNone() {
    assertThat(FEATURES).hasSize(737);
    assertThat(FEATURES.values())
        .allSatisfy(row -> assertThat(row.getList(row.fieldIndex(FeatureRows.BREACHES))).isEmpty());
  }

  @Test
  public void seeTheWorldAsItWasTheEveningBefore() {
    assertThat(FEATURES.values())
        .extracting(row -> row.<Timestamp>getAs(FeatureRows.AS_OF).toInstant().toString())
        .containsOnly("2013-07-04T00:00:00Z");
  }

  @Test
  public void averageTheDelaysOfTheCarriersLastWeek() {
    same("carrier_delay_7d", aggregate("carrier", 7, "CAST(avg(arrival_delay) AS FLOAT)"));
  }

  @Test
  public void shareTheLateFlightsOfTheRoutesLastFourWeeks() {
    same(
        "route_late_28d",
        aggregate(
            "route",
            28,
            """
            CAST(count_if(arrival_delay >= 15) / nullif(count(arrival_delay), 0) AS FLOAT)"""));
  }

  @Test
  public void shareTheCancelledFlightsOfTheOriginsLastWeek() {
    same("origin_cancelled_7d", aggregate("origin", 7, "CAST(avg(int(cancelled)) AS FLOAT)"));
  }

  @Test
  public void countTheAircraftsFlightsAndZeroWhereThereAreNone() {
    same("plane_flights_7d", aggregate("tail_number", 7, "count(seen.flight_id)"));
    assertThat(FEATURES.values())
        .as("a window with no flight")
        .anyMatch(row -> row.<Long>getAs("plane_flights_7d") == 0L);
  }

  @Test
  public void takeTheAircraftsLastDelay() {
    same(
        "plane_last_delay",
        aggregate(
            "tail_number",
            7,
            "CAST(max_by(arrival_delay, struct(event_time, known_at, seen.flight_id)) AS FLOAT)"));
  }

  @Test
  public void countTheOriginsFlightsOfTheLastDay() {
    same("origin_flights_day", aggregate("origin", 1, "count(seen.flight_id)"));
  }

  @Test
  public void recogniseTheSameFlightOfEarlierDays() {
    same(
        "flight_delay_28d",
        aggregate("carrier, flight_number, origin", 28, "CAST(avg(arrival_delay) AS FLOAT)"));
  }

  @Test
  public void takeTheWeatherOfTheLastWholeHour() {
    same(
        "temperature",
        """
        SELECT flight_id, CAST(temp AS FLOAT) FROM day JOIN weather USING (origin)
        WHERE observed_at = TIMESTAMP'2013-07-03 22:00:00'""");
  }

  @Test
  public void lookUpTheAircraftWhereItIsRegistered() {
    same(
        "plane_seats",
        "SELECT flight_id, CAST(seats AS FLOAT) FROM day LEFT JOIN planes USING (tail_number)");
    same(
        "plane_known",
        "SELECT flight_id, seats IS NOT NULL FROM day LEFT JOIN planes USING (tail_number)");
  }

  @Test
  public void gatherRareDestinations() {
    assertThat(FEATURES.values())
        .extracting(row -> row.<String>getAs("destination"))
        .contains("ORD", "other")
        .doesNotContain("HNL", "ANC");
  }

  @Test
  public void knowTheHoliday() {
    assertThat(FEATURES.values())
        .extracting(row -> row.<Integer>getAs("days_to_holiday"))
        .containsOnly(0);
  }

  @Test
  public void areLateFromFifteenMinutesOnAndUnlabelledWithoutAnArrival() {
    same(
        "late",
        "SELECT flight_id, CAST(arrival_delay >= 15 AS TINYINT) FROM day JOIN flights USING (flight_id)");
    assertThat(FEATURES.values()).anyMatch(row -> row.isNullAt(row.fieldIndex("late")));
  }

  /** One value per flight of the day, over what was seen of the flights with the same key. */
  private static String aggregate(String keys, int days, String value) {
    return """
        SELECT day.flight_id, %3$s
        FROM day LEFT JOIN (SELECT * FROM seen
          WHERE event_time >= TIMESTAMP'2013-07-04 00:00:00' - INTERVAL %2$d DAYS) AS seen
        USING (%1$s) GROUP BY day.flight_id"""
        .formatted(keys, days, value);
  }

  private static void same(String column, String query) {
    Map<String, Object> expected = new HashMap<>();
    FlightWarehouse.sql(query)
        .collectAsList()
        .forEach(row -> expected.put(row.getString(0), row.get(1)));
    Map<String, Object> found = new HashMap<>();
    FEATURES.forEach((id, row) -> found.put(id, row.getAs(column)));
    assertThat(found).as(column).isEqualTo(expected);
  }

  private static void view(String name, String query) {
    FlightWarehouse.sql(query).createOrReplaceTempView(name);
  }
}
