package io.evenkeel.stage.drift.measure;

import io.evenkeel.profile.Counts;

/**
 * Two samples sorted into the same bins, each with at least one row.
 *
 * @param reference rows of the reference in each bin
 * @param current rows of the data that is held against it
 */
public record TwoCounts(Counts reference, Counts current) {
  /** Refuses counts of different bins, and a side without rows. */
  public TwoCounts {
    if (reference.length() != current.length()) {
      throw new IllegalArgumentException(
          "%d bins of the reference against %d".formatted(reference.length(), current.length()));
    }
    if (reference.sum(0, reference.length()) == 0 || current.sum(0, current.length()) == 0) {
      throw new IllegalArgumentException("A side without rows has no shares");
    }
  }

  /** Returns the pair for two arrays of counts. */
  public static TwoCounts of(long[] reference, long[] current) {
    return new TwoCounts(Counts.of(reference), Counts.of(current));
  }

  /** Returns the number of bins. */
  public int bins() {
    return reference.length();
  }

  /** Returns the number of rows of the reference. */
  public long referenceRows() {
    return reference.sum(0, bins());
  }

  /** Returns the number of current rows. */
  public long currentRows() {
    return current.sum(0, bins());
  }

  /** Returns the share of the reference's rows in each bin. */
  public double[] referenceShares() {
    return shares(reference);
  }

  /** Returns the share of the current rows in each bin. */
  public double[] currentShares() {
    return shares(current);
  }

  /** Returns the number of bins that hold a row of either side, at least 1. */
  public int occupied() {
    int occupied = 0;
    for (int bin = 0; bin < bins(); bin++) {
      if (reference.at(bin) + current.at(bin) > 0) {
        occupied++;
      }
    }
    return occupied;
  }

  private static double[] shares(Counts counts) {
    double total = counts.sum(0, counts.length());
    double[] shares = new double[counts.length()];
    for (int bin = 0; bin < shares.length; bin++) {
      shares[bin] = counts.at(bin) / total;
    }
    return shares;
  }
}
