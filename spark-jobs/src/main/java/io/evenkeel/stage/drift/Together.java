package io.evenkeel.stage.drift;

import io.evenkeel.fault.EvenkeelException;
import io.evenkeel.fault.Fault;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Runs steps side by side and waits for all of them. Most of a small Delta commit is the driver
 * waiting for itself, so a few at once take little longer than one. New threads inherit the
 * caller's class loader and Spark properties.
 */
final class Together {
  private Together() {}

  /** Runs the steps; the first failure is thrown once every step has ended. */
  static void run(List<Runnable> steps) {
    ExecutorService threads = Executors.newFixedThreadPool(steps.size());
    try {
      List<Callable<Object>> calls = steps.stream().map(Executors::callable).toList();
      for (Future<Object> ended : threads.invokeAll(calls)) {
        ended.get();
      }
    } catch (ExecutionException e) {
      throw e.getCause() instanceof RuntimeException failure
          ? failure
          : new IllegalStateException(e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw EvenkeelException.of(Fault.RETRYABLE, "Writing the drift tables was interrupted")
          .causedBy(e)
          .safe("The predictions are published; the slot's drift report may be incomplete.")
          .next("Run the same command again.");
    } finally {
      threads.shutdownNow();
    }
  }
}
