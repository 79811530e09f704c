package io.evenkeel.stage.cache;

import java.util.Collections;
import java.util.Iterator;
import java.util.Optional;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.apache.spark.sql.Row;
import redis.clients.jedis.Connection;
import redis.clients.jedis.exceptions.JedisException;

/**
 * Writes a partition of rows, which come ordered by their hash, into Redis, holding one hash at a
 * time. All hashes of a group are in one partition. A task that is tried again writes the same keys
 * with the same values; the driver counts the tries that ended well.
 *
 * <p>Of each row: {@code bucket} INT, {@code key} BINARY, {@code score} DOUBLE, {@code class}
 * STRING or null.
 *
 * @param load as {@link RedisLoad#toString} writes it
 */
record WriteRedisBuckets(RedisSettings settings, String model, String load)
    implements MapPartitionsFunction<Row, String> {
  @Override
  public Iterator<String> call(Iterator<Row> rows) {
    if (!rows.hasNext()) {
      return Collections.emptyIterator();
    }
    try (Connection connection = settings.endpoint().connect()) {
      RedisBucketWriter writer =
          new RedisBucketWriter(
              connection,
              settings,
              new RedisKeys(settings.prefix(), model),
              RedisLoad.of(load).orElseThrow());
      while (rows.hasNext()) {
        Row row = rows.next();
        byte[] key = row.getAs(1);
        Optional<String> name = Optional.ofNullable(row.getString(3));
        writer.add(row.getInt(0), key, PredictionValue.encode(row.getDouble(2), name));
      }
      return Collections.singleton(new SortedPart("", writer.finish()).json()).iterator();
    } catch (JedisException e) {
      throw settings.endpoint().unreachable(e);
    }
  }
}
