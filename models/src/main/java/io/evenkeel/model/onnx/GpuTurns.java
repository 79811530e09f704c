package io.evenkeel.model.onnx;

import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.Semaphore;

/**
 * Lets so many calls of models run on a GPU at a time. RAPIDS has such a semaphore of its own and
 * gives it back where columns become rows, which is before a model runs; without this one all tasks
 * of an executor would send their batches at once, and memory for each. Safe for many threads.
 */
final class GpuTurns {
  /** What runs elsewhere waits for nothing. */
  static final Turn FREE = () -> {};

  private static final ConcurrentMap<Integer, GpuTurns> OF_THIS_PROCESS = new ConcurrentHashMap<>();

  private final Semaphore turns;

  GpuTurns(int atOnce) {
    // In order of arrival: no task waits while others go again and again.
    this.turns = new Semaphore(atOnce, /* fair= */ true);
  }

  /**
   * Returns those of one GPU in this process, shared by all its models. The first asker's number
   * holds.
   */
  static GpuTurns of(int gpu, int atOnce) {
    return OF_THIS_PROCESS.computeIfAbsent(gpu, absent -> new GpuTurns(atOnce));
  }

  /** Waits for a turn. A call takes less than a second, so that it need not be interrupted. */
  Turn next() {
    turns.acquireUninterruptibly();
    return turns::release;
  }

  /** The right to run one call. */
  interface Turn {
    /** Gives it to the next. */
    void end();
  }
}
