-- Aircraft as the FAA registers them, one row per tail number, without history.
CREATE TEMPORARY VIEW planes (
  tail_number COMMENT 'Key: tail number',
  year COMMENT 'Year of manufacture',
  type COMMENT 'Kind of aircraft, such as Fixed wing multi engine',
  manufacturer COMMENT 'Manufacturer as registered; one maker has several spellings',
  model COMMENT 'Model',
  engines COMMENT 'Number of engines',
  seats COMMENT 'Number of seats',
  speed COMMENT 'Average cruising speed, miles per hour; null for nearly all',
  engine COMMENT 'Kind of engine'
)
AS
SELECT tailnum, year, type, manufacturer, model, engines, seats, speed, engine
FROM raw_planes
