package io.evenkeel.bench;

import io.evenkeel.model.onnx.OnnxScorer;
import io.evenkeel.model.onnx.ScorerOptions;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Runs a model on rows that lie in its input tensors already, and does nothing else. Each slot has
 * {@value #ROWS} rows or more that differ: where a few hundred come again and again, a processor
 * learns which way the branches of trees go.
 */
final class RuntimeAlone implements AutoCloseable {
  private static final int ROWS = 16_384;

  private final List<List<OnnxScorer>> slots = new ArrayList<>();

  /** Fills tensors for {@code slots} threads. */
  RuntimeAlone(BenchModel model, ScorerOptions options, int slots) {
    Random random = new Random(3);
    for (int slot = 0; slot < slots; slot++) {
      List<OnnxScorer> scorers = new ArrayList<>();
      do {
        scorers.add(filled(model, options, random));
      } while (scorers.size() * scorers.get(0).capacity() < ROWS);
      this.slots.add(scorers);
    }
  }

  private static OnnxScorer filled(BenchModel model, ScorerOptions options, Random random) {
    OnnxScorer scorer =
        OnnxScorer.open(model.artifact().metadata(), model.artifact()::onnx, options);
    for (int row = 0; row < scorer.capacity(); row++) {
      int at = row;
      scorer.slots().forEach(slot -> slot.putFloat(at, (float) random.nextGaussian()));
    }
    return scorer;
  }

  /** Runs the model on that many rows, shared among the threads. */
  void run(long rows) throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(slots.size());
    try {
      List<Callable<Double>> shares = new ArrayList<>();
      slots.forEach(scorers -> shares.add(() -> share(scorers, rows / slots.size())));
      for (Future<Double> done : threads.invokeAll(shares)) {
        if (done.get().isNaN()) {
          throw new IllegalStateException("A score is not a number");
        }
      }
    } finally {
      threads.shutdown();
    }
  }

  private static double share(List<OnnxScorer> scorers, long rows) throws Exception {
    double sum = 0;
    int batch = scorers.get(0).capacity();
    for (long done = 0; done < rows; done += batch) {
      sum += scorers.get((int) (done / batch % scorers.size())).run(batch).score(0);
    }
    return sum;
  }

  @Override
  public void close() {
    slots.forEach(scorers -> scorers.forEach(OnnxScorer::close));
  }
}
