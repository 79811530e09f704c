package io.evenkeel.stage.warehouse;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import org.apache.spark.sql.Row;
import org.junit.Test;

/** A handful of flights whose instants were worked out by hand from the package's wall clocks. */
public class HandCheckedFlightsTest {
  @Test
  public void leavesInWinterFiveHoursBehindUtcAndLandsOneZoneWest() {
    // 517 for 515 New York; 830 for 819 Houston (Central, 6 hours behind).
    assertThat(times("2013-01-01-UA-1545-EWR"))
        .containsExactly("2013-01-01T10:15:00Z", "2013-01-01T14:19:00Z", "2013-01-01T14:30:00Z");
  }

  @Test
  public void leavesInSummerFourHoursBehindUtc() {
    // 1629 for 1615 New York; 1954 for 1953 Anchorage (8 hours behind in summer).
    assertThat(times("2013-07-06-UA-887-EWR"))
        .containsExactly("2013-07-06T20:15:00Z", "2013-07-07T03:53:00Z", "2013-07-07T03:54:00Z");
  }

  @Test
  public void reachesHonoluluOnTheSameDateThoughItIsTomorrowInUtc() {
    // 857 for 900 New York; 1516 for 1530 Honolulu (10 hours behind).
    assertThat(times("2013-01-01-HA-51-JFK"))
        .containsExactly("2013-01-01T14:00:00Z", "2013-01-02T01:30:00Z", "2013-01-02T01:16:00Z");
  }

  @Test
  public void reachesTheVirginIslandsWhichAirportsDoNotList() {
    // 909 for 810 New York; 1331 for 1315 St Thomas (4 hours behind all year).
    assertThat(times("2013-01-01-AA-655-JFK"))
        .containsExactly("2013-01-01T13:10:00Z", "2013-01-01T17:15:00Z", "2013-01-01T17:31:00Z");
  }

  @Test
  public void landsAfterMidnight() {
    // 2116 for 2130 New York; 2400 for 0018 Fort Lauderdale: midnight, 18 minutes early.
    assertThat(times("2013-01-05-B6-383-LGA"))
        .containsExactly("2013-01-06T02:30:00Z", "2013-01-06T05:18:00Z", "2013-01-06T05:00:00Z");
  }

  @Test
  public void landsInTheNightInWhichClocksGoForward() {
    // 2145 New York on 9 March; 89 minutes after 0034 is 0203 by the old clock, which is 0303.
    assertThat(times("2013-03-09-B6-35-JFK"))
        .containsExactly("2013-03-10T02:45:00Z", "2013-03-10T05:34:00Z", "2013-03-10T07:03:00Z");
  }

  @Test
  public void landsInTheNightInWhichClocksGoBack() {
    // 2130 New York on 2 November, still summer time; 0003 for 0018 the next day, an hour before
    // clocks go back.
    assertThat(times("2013-11-02-B6-1371-LGA"))
        .containsExactly("2013-11-03T01:30:00Z", "2013-11-03T04:18:00Z", "2013-11-03T04:03:00Z");
  }

  @Test
  public void leavesTheMorningAfterClocksWentForward() {
    Row flight =
        FlightWarehouse.sql(
                """
                SELECT min(scheduled_departure) FROM schedule
                WHERE flight_date = DATE'2013-03-10' AND departure_hour = 5""")
            .head();
    assertThat(instant(flight, 0)).isEqualTo("2013-03-10T09:00:00Z");
  }

  @Test
  public void isCancelledAtItsScheduledDeparture() {
    // 1630 New York, Raleigh 1815, and no departure.
    assertThat(times("2013-01-01-EV-4308-EWR"))
        .containsExactly("2013-01-01T21:30:00Z", "2013-01-01T23:15:00Z", "2013-01-01T21:30:00Z");
  }

  @Test
  public void isDivertedAtItsExpectedArrival() {
    // 1528 for 1459 New York; St Louis 1647 (Central); no arrival delay: 29 minutes after 22:47.
    assertThat(times("2013-01-01-EV-3806-EWR"))
        .containsExactly("2013-01-01T19:59:00Z", "2013-01-01T22:47:00Z", "2013-01-01T23:16:00Z");
  }

  /** Scheduled departure, scheduled arrival, and the event. */
  private static List<String> times(String flightId) {
    Row row =
        FlightWarehouse.sql(
                """
                SELECT s.scheduled_departure, s.scheduled_arrival, f.event_time
                FROM schedule AS s JOIN flights AS f USING (flight_id) WHERE flight_id = '%s'"""
                    .formatted(flightId))
            .head();
    return List.of(instant(row, 0), instant(row, 1), instant(row, 2));
  }

  private static String instant(Row row, int column) {
    Instant instant = ((Timestamp) row.get(column)).toInstant();
    return instant.toString();
  }
}
