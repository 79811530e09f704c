package io.evenkeel.bench;

import io.evenkeel.stage.cache.CacheStore;
import io.evenkeel.stage.cache.PredictionCache;
import java.util.Arrays;
import java.util.Locale;
import java.util.Random;

/** How long look-ups of one row took, by one thread. */
final class LookupTimes {
  private static final int WARM_UP = 100_000;
  private static final int MEASURED = 200_000;
  private static final double NANOS_A_MICRO = 1e3;

  private final long[] ascending;

  private LookupTimes(long[] ascending) {
    this.ascending = ascending;
  }

  /** Looks rows up at random, after as many as make the code warm. */
  static LookupTimes of(CacheStore store, BenchPredictions table) {
    Random random = new Random(17);
    long[] nanos = new long[MEASURED];
    try (PredictionCache cache = store.reader(BenchPredictions.MODEL)) {
      for (int i = -WARM_UP; i < MEASURED; i++) {
        String key = BenchPredictions.key(random.nextInt(table.rows()));
        long start = System.nanoTime();
        boolean found = cache.lookup(key).isPresent();
        long stop = System.nanoTime();
        if (!found) {
          throw new IllegalStateException("No row " + key);
        }
        if (i >= 0) {
          nanos[i] = stop - start;
        }
      }
    }
    Arrays.sort(nanos);
    return new LookupTimes(nanos);
  }

  /** Returns a line of a table. */
  String line(String name) {
    return String.format(
        Locale.ROOT, "| %s | %.1f | %.1f | %.1f |", name, at(0.5), at(0.99), at(0.999));
  }

  private double at(double share) {
    return ascending[(int) (ascending.length * share)] / NANOS_A_MICRO;
  }
}
