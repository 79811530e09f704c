package io.evenkeel.bench;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Alternatives that do the same work, measured in turn in one process. Each round runs every
 * alternative once, so that what slows the machine for a while slows them all; the first round only
 * warms up, or as many as {@link #warmingUpFor} says. The first alternative is the baseline of the
 * ratios.
 *
 * <p>Not thread-safe.
 */
final class Comparison {
  /** Work to measure. */
  interface Work {
    /** Does all of it. */
    void run() throws Exception;
  }

  private final String title;
  private final int rounds;
  private final Map<String, Work> alternatives = new LinkedHashMap<>();
  private Duration warmUp = Duration.ZERO;

  /**
   * Returns a comparison without alternatives.
   *
   * @param title what is compared, as the table's heading says it
   * @param rounds measured rounds, before which there is one to warm up; 0 measures that one alone,
   *     for work so long that a second round tells nothing new
   */
  Comparison(String title, int rounds) {
    if (rounds < 0) {
      throw new IllegalArgumentException("%d rounds measure nothing".formatted(rounds));
    }
    this.title = title;
    this.rounds = rounds;
  }

  /**
   * Warms up for that long at least: where a round takes a second or two, the JVM compiles what is
   * measured for tens of rounds.
   */
  Comparison warmingUpFor(Duration least) {
    warmUp = least;
    return this;
  }

  /** Adds an alternative; the first one is the baseline. */
  Comparison alternative(String name, Work work) {
    if (alternatives.put(name, work) != null) {
      throw new IllegalArgumentException("There are two alternatives '%s'".formatted(name));
    }
    return this;
  }

  /**
   * Runs all rounds and prints the table.
   *
   * @return measured rounds of each alternative, in the order in which they were added
   */
  Map<String, Measurements> run() throws Exception {
    Map<String, List<Measurements.Round>> measured = new LinkedHashMap<>();
    long started = System.nanoTime();
    while (System.nanoTime() - started < warmUp.toNanos()) {
      for (Work alternative : alternatives.values()) {
        alternative.run();
      }
    }
    for (int round = 0; round <= rounds; round++) {
      for (Map.Entry<String, Work> alternative : alternatives.entrySet()) {
        Measurements.Round taken = Measurements.Round.of(alternative.getValue());
        if (round > 0 || rounds == 0) {
          measured.computeIfAbsent(alternative.getKey(), name -> new ArrayList<>()).add(taken);
        }
      }
    }
    Map<String, Measurements> results = new LinkedHashMap<>();
    measured.forEach((name, taken) -> results.put(name, new Measurements(taken)));
    print(results);
    return results;
  }

  private void print(Map<String, Measurements> results) {
    Measurements baseline = results.values().iterator().next();
    StringBuilder table = new StringBuilder("\n### %s\n\n".formatted(title));
    table.append("| | wall s | least to most | CPU s | time / first |\n|---|---|---|---|---|\n");
    results.forEach(
        (name, taken) ->
            table.append(
                "| %s | %.2f | %.2f to %.2f | %.2f | %.2f |%n"
                    .formatted(
                        name,
                        taken.wall(),
                        taken.leastWall(),
                        taken.mostWall(),
                        taken.cpu(),
                        taken.wall() / baseline.wall())));
    System.out.println(table);
  }
}
