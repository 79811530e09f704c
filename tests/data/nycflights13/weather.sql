-- Hourly weather observations at the three New York airports in 2013.
--
-- Year, month, day and hour of the package are New York wall clocks, on which the hour from 1 to 2
-- of 3 November happens twice (three airports, so three duplicates); time_hour is the same hour in
-- UTC and unique, so it alone is kept.
CREATE TEMPORARY VIEW weather (
  origin COMMENT 'Airport: EWR, JFK or LGA',
  observed_at COMMENT 'Start of the hour that was observed',
  temp COMMENT 'Temperature, degrees Fahrenheit',
  dewp COMMENT 'Dew point, degrees Fahrenheit',
  humid COMMENT 'Relative humidity, percent',
  wind_dir COMMENT 'Direction the wind comes from, degrees; null in calm or shifting wind',
  wind_speed COMMENT 'Wind, miles per hour; one EWR observation of 1,048 mph is an error of the source',
  wind_gust COMMENT 'Gusts, miles per hour; null when there was none',
  precip COMMENT 'Precipitation of the hour, inches',
  pressure COMMENT 'Sea level pressure, millibar',
  visib COMMENT 'Visibility, miles, at most 10'
)
AS
SELECT
  origin,
  time_hour,
  temp,
  dewp,
  humid,
  wind_dir,
  wind_speed,
  wind_gust,
  precip,
  pressure,
  visib
FROM raw_weather
