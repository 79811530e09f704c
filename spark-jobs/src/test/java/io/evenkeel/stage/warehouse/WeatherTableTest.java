package io.evenkeel.stage.warehouse;

import static org.assertj.core.api.Assertions.assertThat;

import org.apache.spark.sql.Row;
import org.junit.Test;

/** Weather against the package's own columns. */
public class WeatherTableTest {
  private static final long OBSERVATIONS = 26_115;

  @Test
  public void hasOneObservationPerAirportAndInstant() {
    assertThat(count("weather")).isEqualTo(OBSERVATIONS);
    assertThat(count("(SELECT DISTINCT origin, observed_at FROM weather)")).isEqualTo(OBSERVATIONS);
  }

  @Test
  public void keepsBothHoursThatLookAlikeWhenClocksGoBack() {
    assertThat(
            FlightWarehouse.sql(
                    """
                    SELECT origin, month, day, hour, min(time_hour), max(time_hour)
                    FROM raw_weather GROUP BY ALL HAVING count(*) > 1 ORDER BY origin""")
                .collectAsList())
        .extracting(Row::toString)
        .containsExactly(
            "[EWR,11,3,1,2013-11-03 05:00:00.0,2013-11-03 06:00:00.0]",
            "[JFK,11,3,1,2013-11-03 05:00:00.0,2013-11-03 06:00:00.0]",
            "[LGA,11,3,1,2013-11-03 05:00:00.0,2013-11-03 06:00:00.0]");
    assertThat(count("weather WHERE date_trunc('DAY', observed_at) = TIMESTAMP'2013-11-03'"))
        .isEqualTo(count("raw_weather WHERE date_trunc('DAY', time_hour) = TIMESTAMP'2013-11-03'"));
  }

  @Test
  public void isObservedAtTheLocalHourThatThePackageTells() {
    assertThat(
            count(
                """
                raw_weather AS r JOIN weather AS w
                  ON w.origin = r.origin AND w.observed_at = r.time_hour AND w.temp <=> r.temp
                WHERE from_utc_timestamp(w.observed_at, 'America/New_York')
                  = make_timestamp(r.year, r.month, r.day, r.hour, 0, 0)"""))
        .isEqualTo(OBSERVATIONS);
  }

  @Test
  public void keepsTheOneWindThatCannotBe() {
    assertThat(
            FlightWarehouse.sql(
                    "SELECT origin, observed_at, wind_speed FROM weather WHERE wind_speed > 60")
                .collectAsList())
        .extracting(Row::toString)
        .containsExactly("[EWR,2013-02-12 08:00:00.0,1048.36058]");
  }

  @Test
  public void missesPressureInEveryTenthObservation() {
    assertThat(count("weather WHERE pressure IS NULL")).isEqualTo(2_729);
  }

  private static long count(String from) {
    return FlightWarehouse.sql("SELECT count(*) FROM " + from).head().getLong(0);
  }
}
