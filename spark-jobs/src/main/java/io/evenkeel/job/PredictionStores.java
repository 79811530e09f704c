package io.evenkeel.job;

import io.evenkeel.settings.Settings;
import io.evenkeel.stage.cache.CacheStore;
import io.evenkeel.stage.cache.RedisSettings;
import io.evenkeel.stage.cache.RedisStore;
import io.evenkeel.stage.cache.RocksStore;

/** The store of predictions that the settings name. */
public final class PredictionStores {
  private PredictionStores() {}

  /** Returns the store; nothing is opened or asked until it is used. */
  public static CacheStore of(Settings settings) {
    Settings.Cache cache = settings.cache();
    return switch (cache.store()) {
      case ROCKSDB -> new RocksStore(settings.folders().cache());
      case REDIS ->
          new RedisStore(
              new RedisSettings(
                  cache.redis(),
                  cache.keyPrefix(),
                  cache.writers(),
                  cache.pipelineCommands(),
                  cache.pipelineBytes()));
    };
  }
}
