package io.evenkeel.cli;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerStageSubmitted;
import org.apache.spark.scheduler.SparkListenerTaskEnd;

/**
 * Counts the tasks of the stages that have started since this listener was added, and the rows they
 * have written. Thread-safe: Spark's listener thread writes, the progress thread reads.
 */
final class TaskProgress extends SparkListener {
  private final long startedNanos = System.nanoTime();
  private final Map<Integer, Integer> tasksOfStage = new HashMap<>();
  private int tasksDone;
  private long rowsWritten;

  @Override
  public synchronized void onStageSubmitted(SparkListenerStageSubmitted event) {
    tasksOfStage.put(event.stageInfo().stageId(), event.stageInfo().numTasks());
  }

  @Override
  public synchronized void onTaskEnd(SparkListenerTaskEnd event) {
    if (event.taskInfo().successful() && tasksOfStage.containsKey(event.stageId())) {
      tasksDone++;
      rowsWritten +=
          Optional.ofNullable(event.taskMetrics())
              .map(metrics -> metrics.outputMetrics().recordsWritten())
              .orElse(0L);
    }
  }

  /** Returns how far the tasks that are known so far have come. */
  synchronized Snapshot snapshot() {
    int total = tasksOfStage.values().stream().mapToInt(Integer::intValue).sum();
    Duration elapsed = Duration.ofNanos(System.nanoTime() - startedNanos);
    return new Snapshot(tasksDone, Math.max(total, tasksDone), rowsWritten, elapsed);
  }

  /**
   * How far the tasks have come.
   *
   * @param done tasks that have succeeded
   * @param total tasks of the stages that have started; later stages are not known yet
   * @param rows rows written so far
   * @param elapsed time since the listener was added
   */
  record Snapshot(int done, int total, long rows, Duration elapsed) {
    double share() {
      return total == 0 ? 0 : (double) done / total;
    }

    /** Returns rows written per second, 0 while there are none. */
    double rowsPerSecond() {
      double seconds = elapsed.toNanos() / 1e9;
      return seconds == 0 ? 0 : rows / seconds;
    }

    /**
     * Returns the time the known tasks still need at the pace so far; empty before the first and
     * after the last.
     */
    Optional<Duration> remaining() {
      if (done == 0 || done >= total) {
        return Optional.empty();
      }
      return Optional.of(
          Duration.ofNanos((long) (elapsed.toNanos() * ((double) (total - done) / done))));
    }
  }
}
