package io.evenkeel.profile;

import java.util.Optional;

/** Counts numbers. */
final class NumericCounter extends ProfileCounter {
  private final BinTable bins;
  private final FeatureProfile.Numeric feature;
  private final int minBin;
  private final int maxBin;
  private final int nan;
  private final int belowMin;
  private final int aboveMax;
  // Where the reference has no finite value nothing is out of its range.
  private final double min;
  private final double max;
  // Made with the first 32-bit numbers: most counters see either kind only.
  private Optional<FloatBins> floatBins = Optional.empty();
  private char[] found = {};
  private int[] aside = {};
  private float[] chosen = {};

  NumericCounter(FeatureProfile.Numeric feature) {
    super(feature);
    this.feature = feature;
    BinLayout layout = feature.layout();
    Summary summary = feature.summary();
    this.bins = new BinTable(feature.edges());
    this.nan = layout.nanBin();
    this.belowMin = layout.belowMin();
    this.aboveMax = layout.aboveMax();
    this.min = summary.values() > 0 ? summary.min() : Double.NEGATIVE_INFINITY;
    this.max = summary.values() > 0 ? summary.max() : Double.POSITIVE_INFINITY;
    this.minBin = bins.binOf(min);
    this.maxBin = bins.binOf(max);
  }

  @Override
  public void add(double value) {
    count(value, live());
  }

  @Override
  public void addAll(double[] values, int rows) {
    long[] counts = live();
    for (int i = 0; i < rows; i++) {
      count(values[i], counts);
    }
  }

  @Override
  public void addAll(double[] values, int[] positions, int rows) {
    long[] counts = live();
    for (int i = 0; i < rows; i++) {
      count(values[positions[i]], counts);
    }
  }

  @Override
  public void addAll(float[] values, int rows) {
    long[] counts = live();
    if (aside.length < rows) {
      aside = new int[rows];
      found = new char[rows];
    }
    int left = floatBins().count(values, rows, counts, found, aside);
    for (int i = 0; i < left; i++) {
      count(values[aside[i]], counts);
    }
  }

  @Override
  public void addAll(float[] values, int[] positions, int rows) {
    if (chosen.length < rows) {
      chosen = new float[rows];
    }
    for (int i = 0; i < rows; i++) {
      chosen[i] = values[positions[i]];
    }
    addAll(chosen, rows);
  }

  @Override
  public void addAll(long[] values, int[] positions, int rows) {
    long[] counts = live();
    for (int i = 0; i < rows; i++) {
      count((double) values[positions[i]], counts);
    }
  }

  private FloatBins floatBins() {
    if (floatBins.isEmpty()) {
      floatBins = Optional.of(new FloatBins(feature.edges(), min, max));
    }
    return floatBins.get();
  }

  private void count(double value, long[] counts) {
    if (Double.isNaN(value)) {
      counts[nan]++;
      return;
    }
    int bin = bins.binOf(value);
    counts[bin]++;
    // Almost no value is as near to the reference's extremes as that.
    if (bin <= minBin || bin >= maxBin) {
      if (value < min) {
        counts[belowMin]++;
      } else if (value > max) {
        counts[aboveMax]++;
      }
    }
  }
}
