-- A step, not a table: every raw flight with its key and its scheduled instants.
--
-- Times of the package are wall clocks written HHMM: departures at New York, arrivals at the
-- destination, without a date. An arrival is the first time after the departure at which the
-- destination's clock reads HHMM; this is right for every flight that takes less than 24 hours.
CREATE TEMPORARY VIEW _timetable AS
WITH departures AS (
  SELECT
    f.*,
    make_date(year, month, day) AS flight_date,
    make_timestamp(year, month, day, sched_dep_time DIV 100, sched_dep_time % 100, 0,
                   'America/New_York') AS scheduled_departure,
    make_timestamp_ntz(year, month, day, sched_dep_time DIV 100, sched_dep_time % 100, 0)
      AS departure_clock,
    coalesce(z.zone, raise_error(concat('No time zone for airport ', f.dest)))
      AS destination_zone
  FROM raw_flights AS f
  LEFT JOIN _airport_zones AS z ON z.airport = f.dest
),
arrival_dates AS (
  SELECT
    *,
    CAST(convert_timezone('America/New_York', destination_zone, departure_clock) AS DATE)
      AS same_date,
    date_add(
      CAST(convert_timezone('America/New_York', destination_zone, departure_clock) AS DATE), 1)
      AS next_date
  FROM departures
),
arrivals AS (
  SELECT
    *,
    make_timestamp(year(same_date), month(same_date), day(same_date),
                   sched_arr_time DIV 100, sched_arr_time % 100, 0, destination_zone)
      AS arrival_same_date,
    make_timestamp(year(next_date), month(next_date), day(next_date),
                   sched_arr_time DIV 100, sched_arr_time % 100, 0, destination_zone)
      AS arrival_next_date
  FROM arrival_dates
)
SELECT
  concat_ws('-', flight_date, carrier, flight, origin) AS flight_id,
  if(arrival_same_date > scheduled_departure, arrival_same_date, arrival_next_date)
    AS scheduled_arrival,
  if(arrival_same_date > scheduled_departure, same_date, next_date) AS arrival_date,
  * EXCEPT (departure_clock, same_date, next_date, arrival_same_date, arrival_next_date)
FROM arrivals
