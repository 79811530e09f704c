package io.evenkeel.job;

import java.util.Map;
import java.util.function.Supplier;
import org.apache.spark.sql.SparkSession;

/** What a job tells while it works, to a person or to a program. Not thread-safe. */
public interface Journal {
  /** Tells nobody. Safe between threads. */
  Journal SILENT =
      new Journal() {
        @Override
        public void step(String step, String sentence, Map<String, ?> facts) {}

        @Override
        public Watch watch(SparkSession spark, String step) {
          return () -> {};
        }
      };

  /**
   * Tells that a step is done.
   *
   * @param step the step's name, one lower-case word
   * @param sentence what happened, for a person
   * @param facts the same for a program: JSON values by snake_case name
   */
  void step(String step, String sentence, Map<String, ?> facts);

  /**
   * Follows the Spark tasks that start until the watch is closed, and tells how far they are.
   *
   * @param step the name of the step under way
   */
  Watch watch(SparkSession spark, String step);

  /** Returns what {@code work} returns, and follows its Spark tasks meanwhile. */
  default <T> T watching(SparkSession spark, String step, Supplier<T> work) {
    Watch watch = watch(spark, step);
    try {
      return work.get();
    } finally {
      watch.close();
    }
  }

  /** Something that is followed until it is closed. */
  interface Watch extends AutoCloseable {
    @Override
    void close();
  }
}
