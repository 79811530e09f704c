package io.evenkeel.stage.cache;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import redis.clients.jedis.Connection;
import redis.clients.jedis.Protocol.Command;

/** The checksums of a group of hashes, as they are kept: bucket to {@code entries:checksum}. */
final class RedisSums {
  private static final Pattern BUCKET = Pattern.compile("\\d{1,9}");
  private static final Pattern SUM = Pattern.compile("(\\d{1,18}):(-?\\d{1,18})");

  /** Of a checksum that somebody has changed: equal to none. */
  private static final EntryChecksum.Total UNREADABLE = new EntryChecksum.Total(-1, 0);

  private RedisSums() {}

  /** Writes those of all hashes that have rows, a key for each group of hashes. */
  static void write(Connection connection, RedisModel model, RedisLoad load, BucketSums sums) {
    RedisPut put = new RedisPut(connection, model.settings());
    List<byte[]> pairs = new ArrayList<>();
    for (int bucket = 0; bucket < load.buckets(); bucket++) {
      EntryChecksum.Total sum = sums.of(bucket);
      if (sum.entries() > 0) {
        pairs.add(RedisModel.bytes(Integer.toString(bucket)));
        pairs.add(encode(sum));
      }
      int next = bucket + 1;
      if (!pairs.isEmpty() && (next == load.buckets() || next % RedisLoad.GROUP_BUCKETS == 0)) {
        byte[] key = model.keys().sums(load, bucket / RedisLoad.GROUP_BUCKETS);
        put.send(key, pairs, pairs.size() / 2);
      }
    }
    put.finish();
  }

  static byte[] encode(EntryChecksum.Total total) {
    return RedisModel.bytes(total.entries() + ":" + total.checksum());
  }

  /** Returns those of the hashes that have rows; none where the key is not there. */
  static Map<Integer, EntryChecksum.Total> read(Connection connection, byte[] key) {
    connection.sendCommand(Command.HGETALL, key);
    List<byte[]> fields = connection.getBinaryMultiBulkReply();
    Map<Integer, EntryChecksum.Total> sums = new TreeMap<>();
    for (int i = 0; i < fields.size(); i += 2) {
      Matcher sum = SUM.matcher(RedisModel.text(fields.get(i + 1)));
      Matcher bucket = BUCKET.matcher(RedisModel.text(fields.get(i)));
      if (bucket.matches()) {
        sums.put(Integer.valueOf(bucket.group()), sum.matches() ? total(sum) : UNREADABLE);
      }
    }
    return sums;
  }

  private static EntryChecksum.Total total(Matcher sum) {
    return new EntryChecksum.Total(Long.parseLong(sum.group(1)), Long.parseLong(sum.group(2)));
  }
}
