-- Names of the airlines that flew from New York in 2013.
CREATE TEMPORARY VIEW airlines (
  carrier COMMENT 'Key: IATA code',
  name COMMENT 'Name'
)
AS
SELECT carrier, name
FROM raw_airlines
