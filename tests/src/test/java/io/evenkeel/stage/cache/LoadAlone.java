package io.evenkeel.stage.cache;

import org.rocksdb.RocksDBException;

/** The first step of a publish for a benchmark, without what proves it and leads readers to it. */
public final class LoadAlone {
  private LoadAlone() {}

  /** Reads the rows and does nothing with them. */
  public static void read(CommittedPredictions day) {
    long rows = CommittedPredictions.rows(day.entries()).count();
    if (rows != day.rows()) {
      throw day.differs(rows);
    }
  }

  /** Loads all rows into Redis, every reply checked; they expire, and nobody is led to them. */
  public static void redis(RedisStore store, CommittedPredictions day) {
    RedisLoad load = RedisLoad.of(day.generation(), day.rows());
    var unused = new RedisBuild(new RedisModel(store.settings(), day.model()), day).write(load);
  }

  /** Loads all rows into a RocksDB folder, which nobody is led to. */
  public static void embedded(RocksStore store, CommittedPredictions day) throws RocksDBException {
    ModelFolder folder = new ModelFolder(store.root(), day.model());
    try (BuildFolder building = folder.locked(() -> BuildFolder.create(folder, day.generation()))) {
      var unused = new GenerationBuild(folder, building.path(), day).load();
    }
    folder.delete(folder.path());
  }
}
