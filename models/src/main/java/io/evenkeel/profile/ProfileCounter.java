package io.evenkeel.profile;

import io.evenkeel.profile.FeatureProfile.Categorical;
import io.evenkeel.profile.FeatureProfile.Numeric;

/**
 * Sorts one feature's values into the reference's bins. Its state is one {@code long[]} in the
 * order of the feature's {@link BinLayout}, whatever the number of rows. Counters over parts of the
 * data are merged by adding their arrays, in any order, with the same result to the bit.
 *
 * <p>Not thread-safe: one per task and feature.
 */
public abstract sealed class ProfileCounter permits NumericCounter, CategoryCounter {
  private final String name;
  private final BinLayout layout;
  private final long[] counts;

  ProfileCounter(FeatureProfile feature) {
    this.name = feature.name();
    this.layout = feature.layout();
    this.counts = new long[layout.length()];
  }

  /** Returns a counter at zero for that feature. */
  public static ProfileCounter of(FeatureProfile feature) {
    if (feature instanceof Numeric numeric) {
      return new NumericCounter(numeric);
    }
    return new CategoryCounter((Categorical) feature);
  }

  /**
   * Counts a number: NaN in its own position, infinities in the outermost bins.
   *
   * @throws IllegalStateException if the feature is categorical
   */
  public void add(double value) {
    throw new IllegalStateException(
        "The number %s for categorical feature '%s'".formatted(value, name));
  }

  /** Counts the first {@code rows} numbers, as {@link #add} does each. */
  public void addAll(double[] values, int rows) {
    for (int i = 0; i < rows; i++) {
      add(values[i]);
    }
  }

  /**
   * Counts the numbers at the first {@code rows} of {@code positions}, as {@link #add} does each.
   *
   * @throws IllegalStateException if the feature is categorical
   */
  public void addAll(double[] values, int[] positions, int rows) {
    for (int i = 0; i < rows; i++) {
      add(values[positions[i]]);
    }
  }

  /** Counts 32-bit numbers, each widened exactly, as {@link #addAll(double[], int)} does. */
  public void addAll(float[] values, int rows) {
    for (int i = 0; i < rows; i++) {
      add(values[i]);
    }
  }

  /** Counts 32-bit numbers, each widened exactly, as {@link #addAll(double[], int[], int)} does. */
  public void addAll(float[] values, int[] positions, int rows) {
    for (int i = 0; i < rows; i++) {
      add(values[positions[i]]);
    }
  }

  /** Counts whole numbers, each as the nearest double. */
  public void addAll(long[] values, int[] positions, int rows) {
    for (int i = 0; i < rows; i++) {
      add((double) values[positions[i]]);
    }
  }

  /**
   * Counts a word.
   *
   * @throws IllegalStateException if the feature is numeric
   */
  public void addText(String value) {
    throw new IllegalStateException(
        "The text '%s' for numeric feature '%s'".formatted(value, name));
  }

  /** Counts a truth value, as the word {@code true} or {@code false}. */
  public void addBoolean(boolean value) {
    addText(Boolean.toString(value));
  }

  /** Counts a null. */
  public void addNull() {
    increment(layout.nullBin());
  }

  /**
   * Counts {@code rows} nulls.
   *
   * @param rows at least 0
   */
  public void addNulls(int rows) {
    counts[layout.nullBin()] += rows;
  }

  /** Returns the feature's name. */
  public String name() {
    return name;
  }

  /** Returns a copy of the counts, in the order of the feature's layout. */
  public long[] counts() {
    return counts.clone();
  }

  final void increment(int position) {
    counts[position]++;
  }

  /** Returns the counts themselves, for loops that write them. */
  final long[] live() {
    return counts;
  }
}
