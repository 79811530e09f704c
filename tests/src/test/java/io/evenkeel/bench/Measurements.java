package io.evenkeel.bench;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * What the rounds of one alternative took.
 *
 * @param rounds in the order in which they ran, at least one
 */
record Measurements(List<Round> rounds) {
  Measurements {
    rounds = List.copyOf(rounds);
    if (rounds.isEmpty()) {
      throw new IllegalArgumentException("There is no round to take a median of");
    }
  }

  /**
   * One run of the work.
   *
   * @param wall seconds that passed
   * @param cpu seconds of processor time of the whole process: all threads, the garbage collector
   *     and the compiler included
   */
  record Round(double wall, double cpu) {
    private static final double NANOS = 1e9;

    /** Runs the work after a garbage collection and measures it. */
    @SuppressWarnings("SystemGarbageCollection") // The garbage of one must not be another's time.
    static Round of(Comparison.Work work) throws Exception {
      OperatingSystemMXBean system =
          (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
      System.gc();
      long cpu = system.getProcessCpuTime();
      long start = System.nanoTime();
      work.run();
      long stop = System.nanoTime();
      return new Round((stop - start) / NANOS, (system.getProcessCpuTime() - cpu) / NANOS);
    }
  }

  /** Returns the median of the wall times, in seconds. */
  double wall() {
    return median(Round::wall);
  }

  /** Returns the median of the processor times, in seconds. */
  double cpu() {
    return median(Round::cpu);
  }

  /** Returns the shortest wall time, in seconds. */
  double leastWall() {
    return rounds.stream().mapToDouble(Round::wall).min().orElseThrow();
  }

  /** Returns the longest wall time, in seconds. */
  double mostWall() {
    return rounds.stream().mapToDouble(Round::wall).max().orElseThrow();
  }

  private double median(ToDoubleFunction<Round> figure) {
    double[] sorted = rounds.stream().mapToDouble(figure).sorted().toArray();
    int middle = sorted.length / 2;
    return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
  }
}
