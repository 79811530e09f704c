package io.evenkeel.stage.cache;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Keys from one to another, in the order of {@link SortedRun#comparable}.
 *
 * @param first the smallest key in it
 * @param end the smallest key beyond it; empty for the last range
 */
record KeyRange(String first, Optional<String> end) {
  /** Divides what runs hold into at most so many ranges, of nearly the same number of entries. */
  static List<KeyRange> of(List<SortedRun> runs, int most) {
    List<String> marks =
        runs.stream()
            .flatMap(run -> run.marks().stream())
            .map(SortedRun.Mark::key)
            .sorted()
            .toList();
    if (marks.isEmpty()) {
      return List.of();
    }
    List<String> firsts =
        IntStream.range(1, most)
            .mapToObj(i -> marks.get((int) ((long) i * marks.size() / most)))
            .distinct()
            .toList();
    List<KeyRange> ranges = new ArrayList<>();
    String first = "";
    for (String next : firsts) {
      ranges.add(new KeyRange(first, Optional.of(next)));
      first = next;
    }
    ranges.add(new KeyRange(first, Optional.empty()));
    return ranges;
  }
}
