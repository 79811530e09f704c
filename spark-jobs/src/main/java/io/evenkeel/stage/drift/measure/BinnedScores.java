package io.evenkeel.stage.drift.measure;

import io.evenkeel.profile.Counts;
import io.evenkeel.profile.Edges;
import io.evenkeel.profile.Summary;

/**
 * Statistics of values of which only the bins are known, after values outside the reference's range
 * are drawn to its ends.
 *
 * @param counts values in each bin, at least one in all
 * @param range the reference's finite values, at least one
 */
public record BinnedScores(Edges edges, Counts counts, Summary range) {
  /** Returns the number of values. */
  public long rows() {
    return counts.sum(0, counts.length());
  }

  /** Returns the mean, if values are even within a bin. */
  public double mean() {
    Interval bounds = meanBounds();
    return (bounds.lo() + bounds.hi()) / 2;
  }

  /** Returns certain bounds of the mean. */
  public Interval meanBounds() {
    double low = 0;
    double high = 0;
    for (int bin = 0; bin < counts.length(); bin++) {
      double share = (double) counts.at(bin) / rows();
      low += share * from(bin);
      high += share * to(bin);
    }
    return new Interval(low, Math.max(low, high));
  }

  /** Returns the population standard deviation, if values are even within a bin. */
  public double deviation() {
    double mean = mean();
    double variance = 0;
    for (int bin = 0; bin < counts.length(); bin++) {
      double width = to(bin) - from(bin);
      double middle = from(bin) + width / 2;
      double share = (double) counts.at(bin) / rows();
      variance += share * ((middle - mean) * (middle - mean) + width * width / 12);
    }
    return Math.sqrt(variance);
  }

  /**
   * Returns the end of the bin that holds the value of rank {@code ceil(hundredths * n / 100)}.
   *
   * @param hundredths from 1 to 100
   */
  public double percentile(int hundredths) {
    long rank = (hundredths * rows() + 99) / 100;
    long upTo = 0;
    int bin = -1;
    while (upTo < rank) {
      bin++;
      upTo += counts.at(bin);
    }
    return to(bin);
  }

  /** Returns certain bounds of the share of values of at least {@code least}. */
  public Interval shareFrom(double least) {
    long sure = 0;
    long possible = 0;
    for (int bin = 0; bin < counts.length(); bin++) {
      if (edges.top(bin) >= least) {
        possible += counts.at(bin);
        if (Math.nextUp(edges.below(bin)) >= least) {
          sure += counts.at(bin);
        }
      }
    }
    return new Interval((double) sure / rows(), (double) possible / rows());
  }

  private double from(int bin) {
    return clamp(edges.below(bin));
  }

  private double to(int bin) {
    return clamp(edges.top(bin));
  }

  private double clamp(double edge) {
    return Math.min(Math.max(edge, range.min()), range.max());
  }
}
