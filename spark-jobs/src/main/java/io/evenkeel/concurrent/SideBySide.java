package io.evenkeel.concurrent;

import io.evenkeel.fault.EvenkeelException;
import io.evenkeel.fault.Fault;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Supplier;
import org.slf4j.MDC;

/**
 * Takes steps side by side and waits for all of them. Most of a small Delta commit is the driver
 * waiting for itself, so a few at once take little longer than one. New threads inherit the
 * caller's class loader and Spark properties, and name in log lines what the caller's name.
 */
public final class SideBySide {
  private SideBySide() {}

  /**
   * Takes the steps, and throws the first failure once every step has ended.
   *
   * @param what the steps together, as the subject of an error: "Loading the tables"
   * @param threads how many steps at once, from 1
   * @return what the steps returned, in their order
   * @throws EvenkeelException with fault RETRYABLE, if this thread is interrupted
   */
  public static <T> List<T> take(String what, int threads, List<Supplier<T>> steps) {
    ExecutorService pool = Executors.newFixedThreadPool(threads);
    try {
      Optional<Map<String, String>> lines = Optional.ofNullable(MDC.getCopyOfContextMap());
      List<Callable<T>> calls =
          steps.stream().<Callable<T>>map(step -> () -> named(lines, step)).toList();
      List<T> results = new ArrayList<>();
      for (Future<T> ended : pool.invokeAll(calls)) {
        results.add(ended.get());
      }
      return results;
    } catch (ExecutionException e) {
      throw e.getCause() instanceof RuntimeException failure
          ? failure
          : new IllegalStateException(e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw EvenkeelException.of(Fault.RETRYABLE, "%s was interrupted".formatted(what))
          .causedBy(e)
          .safe("Each step is whole or has not happened.")
          .next("Run the same command again.");
    } finally {
      pool.shutdownNow();
    }
  }

  private static <T> T named(Optional<Map<String, String>> lines, Supplier<T> step) {
    lines.ifPresent(MDC::setContextMap);
    return step.get();
  }
}
