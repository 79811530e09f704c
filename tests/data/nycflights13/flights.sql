-- Actual flights as events: what became of every flight of the schedule, and when that was known.
--
--   arrived    event and knowledge at the actual arrival: scheduled arrival + arrival delay.
--   cancelled  (no departure) at the scheduled departure: by then nobody boards.
--   diverted   (departed, but no arrival delay: landed elsewhere, late or never). The package does
--              not say when it ended, so it is placed at the expected arrival (scheduled arrival +
--              departure delay) and counted as known a whole day later: late, but never too early.
CREATE TEMPORARY VIEW flights (
  flight_id COMMENT 'Key of the flight, as in schedule',
  flight_date COMMENT 'Date of the scheduled departure, New York',
  carrier COMMENT 'IATA code of the airline',
  flight_number COMMENT 'Flight number of the carrier',
  origin COMMENT 'Airport of departure',
  destination COMMENT 'Airport of arrival as scheduled',
  tail_number COMMENT 'Aircraft; null for 2,512 cancelled flights',
  event_time COMMENT 'Arrived: actual arrival. Cancelled: scheduled departure. Diverted: expected arrival',
  known_at COMMENT 'When this row could first be seen: event_time, for diverted flights a day later',
  departure_delay COMMENT 'Minutes after the scheduled departure, negative when early; null when cancelled',
  arrival_delay COMMENT 'Minutes after the scheduled arrival, negative when early; null when cancelled or diverted',
  air_time COMMENT 'Minutes in the air; null when cancelled or diverted',
  cancelled COMMENT 'The flight never departed',
  diverted COMMENT 'The flight departed and did not arrive as planned'
)
AS
WITH outcomes AS (
  SELECT
    *,
    dep_time IS NULL AS cancelled,
    dep_time IS NOT NULL AND arr_delay IS NULL AS diverted
  FROM _timetable
),
events AS (
  SELECT
    *,
    CASE
      WHEN cancelled THEN scheduled_departure
      WHEN diverted THEN timestampadd(MINUTE, dep_delay, scheduled_arrival)
      ELSE timestampadd(MINUTE, arr_delay, scheduled_arrival)
    END AS event_time
  FROM outcomes
)
SELECT /*+ REPARTITION(4, flight_date) */
  flight_id,
  flight_date,
  carrier,
  flight,
  origin,
  dest,
  tailnum,
  event_time,
  if(diverted, timestampadd(HOUR, 24, event_time), event_time),
  dep_delay,
  arr_delay,
  air_time,
  cancelled,
  diverted
FROM events
