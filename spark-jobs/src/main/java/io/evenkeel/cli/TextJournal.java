package io.evenkeel.cli;

import io.evenkeel.job.Journal;
import java.io.PrintStream;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.apache.spark.sql.SparkSession;

/**
 * Tells steps as lines of text. On a terminal the step under way is one line that is drawn again
 * and again; elsewhere it is a plain line every ten seconds.
 */
final class TextJournal implements Journal {
  private static final long TERMINAL_MILLIS = 500;
  private static final long PLAIN_MILLIS = 10_000;
  private static final String ERASE_LINE = "\r\u001b[2K";

  private final PrintStream out;
  private final boolean terminal;

  TextJournal(PrintStream out, boolean terminal) {
    this.out = out;
    this.terminal = terminal;
  }

  @Override
  public void step(String step, String sentence, Map<String, ?> facts) {
    out.println(Lines.step(step, sentence));
  }

  @Override
  public Watch watch(SparkSession spark, String step) {
    TaskProgress progress = new TaskProgress();
    spark.sparkContext().addSparkListener(progress);
    long period = terminal ? TERMINAL_MILLIS : PLAIN_MILLIS;
    ScheduledExecutorService clock =
        Executors.newSingleThreadScheduledExecutor(TextJournal::daemon);
    Consumer<TaskProgress.Snapshot> show = terminal ? redraw(step) : plain(step);
    var unused =
        clock.scheduleAtFixedRate(
            () -> show.accept(progress.snapshot()), period, period, TimeUnit.MILLISECONDS);
    return () -> {
      stop(clock);
      spark.sparkContext().removeSparkListener(progress);
      if (terminal) {
        out.print(ERASE_LINE);
        out.flush();
      }
    };
  }

  private Consumer<TaskProgress.Snapshot> redraw(String step) {
    return at -> {
      out.print(ERASE_LINE + Lines.bar(step, at));
      out.flush();
    };
  }

  private Consumer<TaskProgress.Snapshot> plain(String step) {
    return at -> out.println(Lines.step(step, Lines.progress(at).strip()));
  }

  /** Waits for a drawing under way, so that no bar appears after the step's own line. */
  private static void stop(ScheduledExecutorService clock) {
    clock.shutdownNow();
    try {
      clock.awaitTermination(1, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static Thread daemon(Runnable work) {
    Thread thread = new Thread(work, "progress");
    thread.setDaemon(true);
    return thread;
  }
}
