package io.evenkeel.stage.cache;

import java.time.Duration;
import java.util.Optional;
import redis.clients.jedis.Protocol.Command;

/** Removes loads that nobody needs; the memory is freed by the server beside its other work. */
record RedisRemoval(RedisModel model) {
  /** Removes a load: first what makes it whole, last the note that it had begun. */
  void remove(RedisLoad load) {
    RedisKeys keys = model.keys();
    model.ask(
        connection -> {
          RedisPipeline pipeline = new RedisPipeline(connection, model.settings());
          pipeline.send(Command.UNLINK, reply -> {}, keys.meta(load));
          for (int group = 0; group < load.groups(); group++) {
            pipeline.send(Command.UNLINK, reply -> {}, keys.sums(load, group));
          }
          for (int bucket = 0; bucket < load.buckets(); bucket++) {
            pipeline.send(Command.UNLINK, reply -> {}, keys.bucket(load, bucket));
          }
          pipeline.send(Command.HDEL, reply -> {}, keys.loads(), RedisModel.bytes(load.toString()));
          pipeline.finish();
          return load;
        });
  }

  /**
   * Removes what no reader, rollback or release can need. A load that is under way is left to who
   * makes it, until it must have been given up.
   */
  void clean(RedisPointer pointer) {
    model
        .loads()
        .forEach(
            (load, began) -> {
              boolean unneeded =
                  model.meta(load).isPresent() ? !pointer.keeps(load) : expired(began);
              if (unneeded && !pointer.names(load)) {
                remove(load);
              }
            });
  }

  /** Removes what earlier tries to load the same generation left behind. */
  void cleanUnfinished(CacheGeneration generation) {
    Optional<RedisPointer> pointer = model.pointer();
    for (RedisLoad load : model.loads().keySet()) {
      boolean named = pointer.filter(p -> p.names(load)).isPresent();
      if (!named && load.generation().equals(generation) && model.meta(load).isEmpty()) {
        remove(load);
      }
    }
  }

  private static boolean expired(long began) {
    return Duration.ofMillis(RedisModel.now() - began).compareTo(RedisModel.UNFINISHED) > 0;
  }
}
