-- Published schedule: every flight that was to leave New York in 2013, with what is known before it
-- leaves and nothing of what became of it.
CREATE TEMPORARY VIEW schedule (
  flight_id COMMENT 'Key of the flight: date, carrier, number and origin, such as 2013-07-04-UA-1545-EWR',
  flight_date COMMENT 'Date of the scheduled departure, New York',
  carrier COMMENT 'IATA code of the airline, in airlines',
  flight_number COMMENT 'Flight number of the carrier; a carrier may use one number twice a day, from two airports',
  origin COMMENT 'Airport of departure: EWR, JFK or LGA',
  destination COMMENT 'Airport of arrival; BQN, PSE, SJU and STT are not in airports',
  tail_number COMMENT 'Aircraft, in planes for 84.4% of flights. Assumed known the evening before. Null for 2,512 flights, each of them cancelled later: do not build a feature on the null',
  scheduled_departure COMMENT 'Instant of the scheduled departure',
  scheduled_arrival COMMENT 'Instant of the scheduled arrival',
  departure_hour COMMENT 'Hour of the scheduled departure, New York clock, 0 to 23',
  departure_minute COMMENT 'Minute of the scheduled departure, 0 to 59',
  arrival_date COMMENT 'Date of the scheduled arrival at the destination',
  arrival_hour COMMENT 'Hour of the scheduled arrival, clock of the destination, 0 to 23',
  arrival_minute COMMENT 'Minute of the scheduled arrival, 0 to 59',
  destination_zone COMMENT 'IANA time zone of the destination',
  distance COMMENT 'Miles between the airports',
  scheduled_minutes COMMENT 'Minutes from scheduled departure to scheduled arrival, gate to gate'
)
AS
SELECT /*+ REPARTITION(4, flight_date) */
  flight_id,
  flight_date,
  carrier,
  flight,
  origin,
  dest,
  tailnum,
  scheduled_departure,
  scheduled_arrival,
  sched_dep_time DIV 100,
  sched_dep_time % 100,
  arrival_date,
  sched_arr_time DIV 100,
  sched_arr_time % 100,
  destination_zone,
  distance,
  timestampdiff(MINUTE, scheduled_departure, scheduled_arrival)
FROM _timetable
