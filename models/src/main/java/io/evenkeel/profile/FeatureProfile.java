package io.evenkeel.profile;

import java.io.Serializable;
import java.util.HashSet;
import java.util.List;
import java.util.Map;

/**
 * One feature in the reference: its frozen bins and how often each was met. Counting the
 * reference's own values with {@link ProfileCounter#of} gives {@link #counts} again.
 */
public sealed interface FeatureProfile extends Serializable {
  /** Returns the feature's name. */
  String name();

  /** Returns the counts, in the order of {@link #layout}. */
  Counts counts();

  /** Returns what each position of the counts means. */
  BinLayout layout();

  /** Returns the number of rows of the reference. */
  default long rows() {
    return layout().rows(counts());
  }

  /**
   * A feature whose values have an order and a distance. Integers are taken as the nearest double.
   *
   * @param edges frozen edges, no fewer than the quantiles that deciles and twentieths need
   * @param summary the finite values
   * @param counts UNSEEN is 0
   */
  record Numeric(String name, Edges edges, Summary summary, Counts counts)
      implements FeatureProfile {
    /** Checks that the counts fit the edges. */
    public Numeric {
      BinLayout layout = new BinLayout(edges.bins());
      requireLength(name, layout, counts);
      if (counts.at(layout.unseenBin()) != 0) {
        throw new IllegalArgumentException(
            "Numeric feature '%s' has unseen categories".formatted(name));
      }
      if (summary.values() > layout.values(counts)) {
        throw new IllegalArgumentException(
            "Feature '%s' has %d finite values in bins that hold %d"
                .formatted(name, summary.values(), layout.values(counts)));
      }
    }

    /**
     * Freezes {@link QuantileGrid#BINS} bins from values in memory.
     *
     * @param values in any order; NaN and infinities are counted as such
     * @param nulls rows without a value
     */
    public static Numeric of(String name, double[] values, long nulls) {
      ValueSummary summary = new ValueSummary();
      for (double value : values) {
        summary.add(value);
      }
      for (long i = 0; i < nulls; i++) {
        summary.addNull();
      }
      return summary.profile(name, QuantileGrid.of(values, QuantileGrid.BINS));
    }

    @Override
    public BinLayout layout() {
      return new BinLayout(edges.bins());
    }
  }

  /**
   * A feature whose values are words.
   *
   * @param categories the words that have a position of their own, each once
   * @param counts NaN, BELOW_MIN and ABOVE_MAX are 0; UNSEEN is the number of the reference's rows
   *     whose word is beyond the list, which is 0 unless the reference has more words than the list
   *     was allowed
   */
  record Categorical(String name, List<String> categories, Counts counts)
      implements FeatureProfile {
    /** The greatest number of categories that a profile lists. */
    public static final int LIMIT = 10_000;

    /** Copies the list; checks that words are distinct and that the counts fit them. */
    public Categorical {
      categories = List.copyOf(categories);
      BinLayout layout = new BinLayout(categories.size());
      requireLength(name, layout, counts);
      if (new HashSet<>(categories).size() != categories.size()) {
        throw new IllegalArgumentException(
            "A category of feature '%s' is listed twice".formatted(name));
      }
      if (counts.at(layout.nanBin()) + counts.at(layout.belowMin()) + counts.at(layout.aboveMax())
          != 0) {
        throw new IllegalArgumentException(
            "Categorical feature '%s' counts NaN or values out of range".formatted(name));
      }
    }

    /**
     * Freezes the categories of a count, ordered by name.
     *
     * @param rows rows by category; categories beyond the {@link #LIMIT} most frequent are UNSEEN
     * @param nulls rows without a value
     */
    public static Categorical of(String name, Map<String, Long> rows, long nulls) {
      List<String> listed =
          rows.entrySet().stream()
              .sorted(
                  Map.Entry.<String, Long>comparingByValue()
                      .reversed()
                      .thenComparing(Map.Entry.comparingByKey()))
              .limit(LIMIT)
              .map(Map.Entry::getKey)
              .sorted()
              .toList();
      long total = rows.values().stream().mapToLong(Long::longValue).sum();
      long kept = listed.stream().mapToLong(rows::get).sum();
      return of(name, listed, rows, nulls, total - kept);
    }

    /**
     * Freezes the categories given.
     *
     * @param listed the words that get a position, in this order
     * @param rows rows by category; a listed word without an entry has none
     * @param unseen rows whose word is not listed
     */
    public static Categorical of(
        String name, List<String> listed, Map<String, Long> rows, long nulls, long unseen) {
      BinLayout layout = new BinLayout(listed.size());
      long[] counts = new long[layout.length()];
      for (int position = 0; position < layout.bins(); position++) {
        counts[position] = rows.getOrDefault(listed.get(position), 0L);
      }
      counts[layout.nullBin()] = nulls;
      counts[layout.unseenBin()] = unseen;
      return new Categorical(name, listed, Counts.of(counts));
    }

    @Override
    public BinLayout layout() {
      return new BinLayout(categories.size());
    }
  }

  private static void requireLength(String name, BinLayout layout, Counts counts) {
    if (counts.length() != layout.length()) {
      throw new IllegalArgumentException(
          "Feature '%s' has %d counts; its %d bins need %d"
              .formatted(name, counts.length(), layout.bins(), layout.length()));
    }
  }
}
