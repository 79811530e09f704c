package io.evenkeel.stage.outcome;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The figures of all rows, of each group that is told, and of each tenth of the score.
 *
 * @param slices all rows first; none where there was no row
 * @param leftOut by column, how many groups are not told because others are larger
 */
public record SlicedFigures(List<SliceFigures> slices, Map<String, Long> leftOut) {
  /** Copies the collections. */
  public SlicedFigures {
    slices = List.copyOf(slices);
    leftOut = Collections.unmodifiableMap(new TreeMap<>(leftOut));
  }

  /** Returns the figures of all rows, or empty where there was none. */
  public Optional<SliceFigures> all() {
    return slices.stream().filter(one -> one.slice().equals(Slice.ALL)).findFirst();
  }

  /** Returns the groups of a column, the largest first. */
  public List<SliceFigures> groups(String key) {
    return slices.stream()
        .filter(one -> one.slice().key().equals(key) && !one.slice().equals(Slice.ALL))
        .toList();
  }
}
