package io.evenkeel.stage.cache;

import java.util.Collections;
import java.util.Iterator;
import org.apache.spark.api.java.function.FlatMapFunction;
import org.apache.spark.sql.catalyst.InternalRow;
import redis.clients.jedis.Connection;
import redis.clients.jedis.exceptions.JedisException;

/**
 * Writes a partition of rows into Redis, as many at a time as fit a task's memory, ordered by their
 * hash. A task that is tried again writes the same keys with the same values; the driver counts the
 * tries that ended well.
 *
 * @param load as {@link RedisLoad#toString} writes it
 */
record WriteRedisBuckets(RedisSettings settings, String model, String load)
    implements FlatMapFunction<Iterator<InternalRow>, BucketSums> {
  @Override
  public Iterator<BucketSums> call(Iterator<InternalRow> rows) {
    EntryRows entries = new EntryRows(rows);
    EntryBuffer buffer = new EntryBuffer();
    if (!entries.fill(buffer)) {
      return Collections.emptyIterator();
    }
    try (Connection connection = settings.endpoint().connect()) {
      RedisBucketWriter writer =
          new RedisBucketWriter(
              connection,
              settings,
              new RedisKeys(settings.prefix(), model),
              RedisLoad.of(load).orElseThrow());
      do {
        writer.add(buffer);
      } while (entries.fill(buffer));
      return Collections.singleton(writer.finish()).iterator();
    } catch (JedisException e) {
      throw settings.endpoint().unreachable(e);
    }
  }
}
