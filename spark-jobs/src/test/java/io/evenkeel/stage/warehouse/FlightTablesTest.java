package io.evenkeel.stage.warehouse;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.BeforeClass;
import org.junit.Test;

/** Schedule and flights against the package's own columns: keys, outcomes, oddities. */
public class FlightTablesTest {
  private static final long FLIGHTS = 336_776;

  @BeforeClass
  public static void joinEverythingOnce() {
    FlightWarehouse.sql(
            """
            SELECT r.*, s.scheduled_departure, s.scheduled_arrival, s.scheduled_minutes,
              s.arrival_date, s.destination_zone, s.flight_id,
              f.event_time, f.known_at, f.departure_delay, f.arrival_delay, f.cancelled, f.diverted
            FROM raw_flights AS r
            JOIN schedule AS s
              ON s.flight_date = make_date(r.year, r.month, r.day) AND s.carrier = r.carrier
              AND s.flight_number = r.flight AND s.origin = r.origin
            JOIN flights AS f ON f.flight_id = s.flight_id""")
        .cache()
        .createOrReplaceTempView("joined");
  }

  @Test
  public void haveOneRowPerFlightUnderOneKey() {
    assertThat(
            FlightWarehouse.sql(
                    """
                    SELECT count(*), count(DISTINCT flight_id),
                      (SELECT count(*) FROM schedule),
                      (SELECT count(DISTINCT flight_id) FROM schedule),
                      (SELECT count(*) FROM flights),
                      (SELECT count(DISTINCT flight_id) FROM flights)
                    FROM joined""")
                .head())
        .isEqualTo(row(FLIGHTS, FLIGHTS, FLIGHTS, FLIGHTS, FLIGHTS, FLIGHTS));
  }

  @Test
  public void needTheOriginInTheKey() {
    assertThat(
            count(
                """
                (SELECT count(*) AS n FROM schedule GROUP BY flight_date, carrier, flight_number
                HAVING count(*) > 1)"""))
        .isEqualTo(24);
  }

  @Test
  public void agreeWithTheUtcHourOfThePackage() {
    assertThat(count("joined WHERE date_trunc('HOUR', scheduled_departure) = time_hour"))
        .isEqualTo(FLIGHTS);
  }

  @Test
  public void agreeWithEveryRecordedDepartureClock() {
    assertThat(
            count(
                """
                joined WHERE dep_time IS NOT NULL AND dep_time % 2400 = CAST(date_format(
                  from_utc_timestamp(timestampadd(MINUTE, departure_delay, scheduled_departure),
                    'America/New_York'), 'HHmm') AS INT)"""))
        .isEqualTo(FLIGHTS - 8_255);
  }

  @Test
  public void agreeWithEveryRecordedArrivalClockButOne() {
    String clock =
        "CAST(date_format(from_utc_timestamp(event_time, destination_zone), 'HHmm') AS INT)";
    assertThat(count("joined WHERE arrival_delay IS NOT NULL AND arr_time % 2400 = " + clock))
        .isEqualTo(327_345);
    assertThat(
            FlightWarehouse.sql(
                    "SELECT flight_id, arr_time, event_time FROM joined WHERE arrival_delay IS NOT NULL AND arr_time %% 2400 <> %s"
                        .formatted(clock))
                .collectAsList())
        .as("on that night the clock jumps from 2:00 to 3:00, and this one says 2:03")
        .extracting(Row::toString)
        .containsExactly("[2013-03-09-B6-35-JFK,203,2013-03-10 07:03:00.0]");
  }

  @Test
  public void scheduleEveryFlightFor50To700Minutes() {
    assertThat(
            FlightWarehouse.sql("SELECT min(scheduled_minutes), max(scheduled_minutes) FROM joined")
                .head())
        .isEqualTo(row(50L, 700L));
  }

  @Test
  public void flyOf1884FlightsLongerThanTheScheduleHasFromGateToGate() {
    assertThat(count("joined WHERE air_time > scheduled_minutes")).isEqualTo(1_884);
    assertThat(count("joined WHERE air_time > scheduled_minutes + 92")).isZero();
  }

  @Test
  public void takeTheWrittenTime2400AsMidnight() {
    assertThat(count("joined WHERE dep_time = 2400")).isEqualTo(29);
    assertThat(count("joined WHERE arr_time = 2400")).isEqualTo(150);
    assertThat(
            count(
                """
                joined WHERE arr_time = 2400 AND hour(from_utc_timestamp(event_time,
                  destination_zone)) = 0 AND datediff(from_utc_timestamp(event_time,
                  destination_zone), make_date(year, month, day)) = 1"""))
        .isEqualTo(150);
  }

  @Test
  public void landAfterMidnightOnTheNextDate() {
    assertThat(
            count("joined WHERE arrival_date = date_add(make_date(year, month, day), 1)")
                + count("joined WHERE arrival_date = make_date(year, month, day)"))
        .isEqualTo(FLIGHTS);
    assertThat(
            count(
                """
                joined WHERE sched_arr_time < sched_dep_time
                AND arrival_date = make_date(year, month, day)"""))
        .as("clocks of the same date go backwards only to the west")
        .isEqualTo(
            count(
                """
                joined WHERE sched_arr_time < sched_dep_time
                AND arrival_date = make_date(year, month, day)
                AND destination_zone NOT IN ('America/New_York', 'America/Puerto_Rico',
                  'America/St_Thomas')"""));
  }

  @Test
  public void countCancelledFlightsAtTheirScheduledDeparture() {
    assertThat(count("joined WHERE cancelled")).isEqualTo(8_255);
    assertThat(
            count(
                """
                joined WHERE cancelled AND dep_time IS NULL AND event_time = scheduled_departure
                AND known_at = event_time AND departure_delay IS NULL AND arrival_delay IS NULL
                AND NOT diverted"""))
        .isEqualTo(8_255);
  }

  @Test
  public void knowDivertedFlightsADayAfterTheyWereExpected() {
    assertThat(count("joined WHERE diverted")).isEqualTo(1_175);
    assertThat(
            count(
                """
                joined WHERE diverted AND dep_time IS NOT NULL AND arrival_delay IS NULL
                AND event_time = scheduled_arrival + make_dt_interval(0, 0, departure_delay)
                AND known_at = event_time + INTERVAL 24 HOURS"""))
        .isEqualTo(1_175);
  }

  @Test
  public void knowEveryOtherFlightWhenItArrives() {
    assertThat(
            count(
                """
                joined WHERE NOT cancelled AND NOT diverted AND known_at = event_time
                AND event_time = scheduled_arrival + make_dt_interval(0, 0, arr_delay)"""))
        .isEqualTo(FLIGHTS - 8_255 - 1_175);
  }

  @Test
  public void missTheTailNumberOfCancelledFlightsOnly() {
    assertThat(count("joined WHERE tailnum IS NULL")).isEqualTo(2_512);
    assertThat(count("joined WHERE tailnum IS NULL AND cancelled")).isEqualTo(2_512);
  }

  @Test
  public void haveNoAircraftForEverySixthFlight() {
    long without = count("schedule LEFT ANTI JOIN planes USING (tail_number)");
    assertThat(without).isEqualTo(52_606);
    assertThat((double) without / FLIGHTS).isBetween(0.156, 0.157);
  }

  @Test
  public void giveZonesToTheFourDestinationsThatAirportsMiss() {
    assertThat(
            FlightWarehouse.sql(
                    """
                    SELECT destination, destination_zone, count(*) FROM schedule
                    LEFT ANTI JOIN airports ON airport = destination
                    GROUP BY ALL ORDER BY destination""")
                .collectAsList())
        .extracting(Row::toString)
        .containsExactly(
            "[BQN,America/Puerto_Rico,896]",
            "[PSE,America/Puerto_Rico,365]",
            "[SJU,America/Puerto_Rico,5819]",
            "[STT,America/St_Thomas,522]");
  }

  @Test
  public void endAfterTheEveningBeforeAndAreKnownWithinFourDays() {
    String asOf =
        "to_utc_timestamp(timestampadd(HOUR, -4, CAST(flight_date AS TIMESTAMP)), 'America/New_York')";
    Dataset<Row> hours =
        FlightWarehouse.sql(
            """
            SELECT min(timestampdiff(HOUR, %1$s, event_time)),
              max(timestampdiff(HOUR, %1$s, event_time)),
              max(timestampdiff(HOUR, %1$s, known_at)) FROM flights"""
                .formatted(asOf));
    assertThat(List.of(hours.head().getLong(0), hours.head().getLong(1), hours.head().getLong(2)))
        .as("flight_delay's label window of three days and its maturity of one more")
        .satisfies(
            values -> {
              assertThat(values.get(0)).isPositive();
              assertThat(values.get(1)).isLessThan(72);
              assertThat(values.get(2)).isLessThan(96);
            });
  }

  private static long count(String from) {
    return FlightWarehouse.sql("SELECT count(*) FROM " + from).head().getLong(0);
  }

  private static Row row(Object... values) {
    return org.apache.spark.sql.RowFactory.create(values);
  }
}
