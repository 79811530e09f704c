package io.evenkeel.job;

import io.evenkeel.run.Slot;
import java.time.LocalDate;
import java.util.function.Supplier;
import org.apache.spark.SparkContext;
import org.apache.spark.sql.SparkSession;

/**
 * Gives the Spark jobs of a step its name, so that Spark's own pages say what a job is for: {@code
 * flight_delay 2013-07-04: publish}. Threads that a step starts have the name too.
 */
record NamedWork(SparkContext context, String model, LocalDate date) {
  private static final String DESCRIPTION = "spark.job.description";
  private static final String GROUP = "spark.jobGroup.id";

  static NamedWork of(SparkSession spark, Slot slot) {
    return new NamedWork(spark.sparkContext(), slot.model(), slot.scoreDate());
  }

  /** Returns what {@code work} returns; this thread's name is then as before. */
  <T> T as(String step, Supplier<T> work) {
    String description = context.getLocalProperty(DESCRIPTION);
    String group = context.getLocalProperty(GROUP);
    context.setLocalProperty(GROUP, "evenkeel %s %s".formatted(model, date));
    context.setLocalProperty(DESCRIPTION, "%s %s: %s".formatted(model, date, step));
    try {
      return work.get();
    } finally {
      context.setLocalProperty(DESCRIPTION, description);
      context.setLocalProperty(GROUP, group);
    }
  }
}
