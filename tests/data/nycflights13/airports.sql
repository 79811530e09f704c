-- Airports of the United States and some near them; the destinations BQN, PSE, SJU and STT are not
-- in the package.
CREATE TEMPORARY VIEW airports (
  airport COMMENT 'Key: FAA code',
  name COMMENT 'Name',
  latitude COMMENT 'Degrees north',
  longitude COMMENT 'Degrees east',
  altitude COMMENT 'Feet above sea level',
  utc_offset COMMENT 'Hours from UTC in winter',
  dst COMMENT 'Daylight saving: A as in the USA, N none, U unknown',
  zone COMMENT 'IANA time zone'
)
AS
SELECT faa, name, lat, lon, alt, tz, dst, tzone
FROM raw_airports
