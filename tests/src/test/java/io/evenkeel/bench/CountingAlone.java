package io.evenkeel.bench;

import io.evenkeel.profile.FeatureProfile;
import io.evenkeel.profile.ProfileCounter;
import io.evenkeel.profile.ReferenceProfile;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;

/** Counts normally distributed numbers into the bins of every feature, and does nothing else. */
final class CountingAlone {
  private static final int BATCH = 4096;

  private CountingAlone() {}

  /** Counts that many rows of all features, shared among {@code slots} threads. */
  static void run(ReferenceProfile reference, long rows, int slots) throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(slots);
    try {
      List<Callable<Long>> shares = new ArrayList<>();
      for (int slot = 0; slot < slots; slot++) {
        shares.add(() -> share(reference, rows / slots));
      }
      for (Future<Long> done : threads.invokeAll(shares)) {
        if (done.get() < rows / slots) {
          throw new IllegalStateException("Values were lost");
        }
      }
    } finally {
      threads.shutdown();
    }
  }

  private static long share(ReferenceProfile reference, long rows) {
    List<ProfileCounter> counters = reference.features().stream().map(ProfileCounter::of).toList();
    Random random = new Random(3);
    float[][] values = new float[counters.size()][BATCH];
    for (float[] column : values) {
      for (int row = 0; row < BATCH; row++) {
        column[row] = (float) random.nextGaussian();
      }
    }
    for (long done = 0; done < rows; done += BATCH) {
      for (int i = 0; i < values.length; i++) {
        counters.get(i).addAll(values[i], BATCH);
      }
    }
    FeatureProfile first = reference.features().get(0);
    long[] counts = counters.get(0).counts();
    return IntStream.range(0, first.layout().partition()).mapToLong(i -> counts[i]).sum();
  }
}
