package io.evenkeel.job;

import io.evenkeel.run.Claim;
import io.evenkeel.run.RunId;
import java.util.function.Supplier;
import org.apache.spark.SparkContext;
import org.slf4j.MDC;

/**
 * Names a run in every log line that is written for it: by this thread, by those that it starts
 * side by side, and by Spark's tasks, whose threads are given properties of this prefix.
 */
final class RunLines {
  /** The name in JSON lines, and in {@code %X{...}} of a text layout. */
  static final String KEY = "mdc.run_id";

  private RunLines() {}

  /** Returns what {@code work} returns; lines after that name no run. */
  static <T> T of(SparkContext context, Claim claim, Supplier<T> work) {
    RunId run = claim.run();
    String before = context.getLocalProperty(KEY);
    context.setLocalProperty(KEY, run.value());
    MDC.put(KEY, run.value());
    try {
      return work.get();
    } finally {
      MDC.remove(KEY);
      context.setLocalProperty(KEY, before);
    }
  }
}
