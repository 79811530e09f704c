package io.evenkeel.stage.drift.measure;

import io.evenkeel.profile.BinLayout;
import io.evenkeel.profile.Counts;
import io.evenkeel.profile.FeatureProfile.Numeric;

/**
 * Joins a numeric feature's frozen bins into few: those of its type-1 quantiles at {@code
 * ceil(kN/B)}, and one of its own for each value that more than {@code N/B} rows share, exactly as
 * if the edges had been frozen for B bins. NULL, NaN and UNSEEN follow as bins of their own.
 */
public final class CoarseBins {
  private final int[] group;
  private final int groups;

  private CoarseBins(int[] group, int groups) {
    this.group = group;
    this.groups = groups;
  }

  /**
   * Returns the joined bins of a feature.
   *
   * @param bins how many, at least 1; ties may leave fewer, heavy values make more
   */
  public static CoarseBins of(Numeric feature, int bins) {
    boolean[] kept = keptEdges(feature, bins);
    BinLayout layout = feature.layout();
    int[] group = new int[layout.partition()];
    int current = 0;
    for (int bin = 0; bin < group.length; bin++) {
      group[bin] = current;
      if (bin >= kept.length || kept[bin]) {
        current++;
      }
    }
    return new CoarseBins(group, current);
  }

  /** Returns how many value bins there are, without NULL, NaN and UNSEEN. */
  public int valueBins() {
    return groups - 3;
  }

  /** Returns the joined bin of a frozen one, or of NULL, NaN or UNSEEN. */
  public int groupOf(int position) {
    return group[position];
  }

  /** Returns the last frozen bin of a joined value bin. */
  public int lastOf(int joined) {
    int last = 0;
    for (int position = 0; position < group.length && group[position] <= joined; position++) {
      last = position;
    }
    return last;
  }

  /**
   * Returns the counts of reference and current data in the joined bins.
   *
   * @param current counts in the feature's layout
   */
  public TwoCounts pair(Numeric feature, long[] current) {
    return new TwoCounts(join(feature.counts()), join(Counts.of(current)));
  }

  private Counts join(Counts counts) {
    long[] joined = new long[groups];
    for (int position = 0; position < group.length; position++) {
      joined[group[position]] += counts.at(position);
    }
    return Counts.of(joined);
  }

  private static boolean[] keptEdges(Numeric feature, int bins) {
    boolean[] kept = new boolean[feature.edges().size()];
    long total = feature.layout().values(feature.counts());
    long upTo = 0;
    for (int bin = 0; bin < kept.length; bin++) {
      long rows = feature.counts().at(bin);
      kept[bin] |= quantiles(upTo + rows, total, bins) > quantiles(upTo, total, bins);
      if (bin > 0 && feature.edges().atom(bin) && rows > total / (double) bins) {
        kept[bin - 1] = true;
      }
      upTo += rows;
    }
    return kept;
  }

  // As in QuantileGrid: how many of the quantiles 1 ... B - 1 have a rank of at most this.
  private static long quantiles(long rank, long total, int bins) {
    return total == 0 ? 0 : Math.min(bins - 1L, rank * bins / total);
  }
}
