-- A step, not a table: the time zone of every airport that a flight may go to.
-- Four destinations are missing from the package's airports; three of its airports have no zone
-- (none of them is a destination).
CREATE TEMPORARY VIEW _airport_zones AS
SELECT faa AS airport, tzone AS zone
FROM raw_airports
WHERE tzone IS NOT NULL
UNION ALL
SELECT airport, zone
FROM VALUES
  ('BQN', 'America/Puerto_Rico'),  -- Aguadilla
  ('PSE', 'America/Puerto_Rico'),  -- Ponce
  ('SJU', 'America/Puerto_Rico'),  -- San Juan
  ('STT', 'America/St_Thomas')     -- Charlotte Amalie, U.S. Virgin Islands
  AS missing (airport, zone)
