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
 *
 * <p>Stages become known as the work goes on, so the share of known tasks that are done falls with
 * each: what is told is the greatest share so far, and never all of it, because whether a stage is
 * the last is not known before the watch ends. A time left is told only while the share told is
 * that of the known tasks.
 */
final class TaskProgress extends SparkListener {
  /** More is not told of work that is under way. */
  private static final double MOST = .99;

  private final long startedNanos = System.nanoTime();
  private final Map<Integer, Integer> tasksOfStage = new HashMap<>();
  private int tasksDone;
  private long rowsWritten;
  private double greatestShare;

  @Override
  public synchronized void onStageSubmitted(SparkListenerStageSubmitted event) {
    started(event.stageInfo().stageId(), event.stageInfo().numTasks());
  }

  @Override
  public synchronized void onTaskEnd(SparkListenerTaskEnd event) {
    if (event.taskInfo().successful() && tasksOfStage.containsKey(event.stageId())) {
      ended(
          Optional.ofNullable(event.taskMetrics())
              .map(metrics -> metrics.outputMetrics().recordsWritten())
              .orElse(0L));
    }
  }

  /** Notes a stage of which that many tasks are to be done. */
  synchronized void started(int stage, int tasks) {
    tasksOfStage.put(stage, tasks);
  }

  /** Notes that a task has succeeded, and the rows it has written. */
  synchronized void ended(long rows) {
    tasksDone++;
    rowsWritten += rows;
  }

  /** Returns how far the tasks that are known so far have come. */
  synchronized Snapshot snapshot() {
    return snapshot(Duration.ofNanos(System.nanoTime() - startedNanos));
  }

  /** As above, after that time. */
  synchronized Snapshot snapshot(Duration elapsed) {
    int total = Math.max(tasksDone, tasksOfStage.values().stream().mapToInt(x -> x).sum());
    double share = total == 0 ? 0 : Math.min((double) tasksDone / total, MOST);
    Optional<Duration> remaining =
        tasksDone == 0 || tasksDone == total || share < greatestShare
            ? Optional.empty()
            : Optional.of(
                Duration.ofNanos(
                    (long) (elapsed.toNanos() * ((double) (total - tasksDone) / tasksDone))));
    greatestShare = Math.max(greatestShare, share);
    return new Snapshot(greatestShare, rowsWritten, elapsed, remaining);
  }

  /**
   * How far the tasks have come.
   *
   * @param share of the known tasks that are done, from 0 to {@value #MOST}, never less than before
   * @param rows rows written so far
   * @param elapsed time since the listener was added
   * @param remaining time that the known tasks still need at the pace so far; empty where that is
   *     not known
   */
  record Snapshot(double share, long rows, Duration elapsed, Optional<Duration> remaining) {
    /** Returns rows written per second, 0 while there are none. */
    double rowsPerSecond() {
      double seconds = elapsed.toNanos() / 1e9;
      return seconds == 0 ? 0 : rows / seconds;
    }
  }
}
