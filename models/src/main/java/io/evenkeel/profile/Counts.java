package io.evenkeel.profile;

import java.io.Serializable;
import java.util.Arrays;

/** An immutable array of counts, none negative, in the order of a {@link BinLayout}. */
public final class Counts implements Serializable {
  private static final long serialVersionUID = 1L;

  private final long[] counts;

  private Counts(long[] counts) {
    this.counts = counts;
  }

  /**
   * Returns a copy of {@code counts}.
   *
   * @throws IllegalArgumentException if one is negative
   */
  public static Counts of(long... counts) {
    for (int position = 0; position < counts.length; position++) {
      if (counts[position] < 0) {
        throw new IllegalArgumentException(
            "The count at position %d is %d; counts start at 0"
                .formatted(position, counts[position]));
      }
    }
    return new Counts(counts.clone());
  }

  /** Returns {@code length} counts of zero. */
  public static Counts zero(int length) {
    return new Counts(new long[length]);
  }

  /** Returns the count at {@code position}. */
  public long at(int position) {
    return counts[position];
  }

  /** Returns the number of positions. */
  public int length() {
    return counts.length;
  }

  /** Returns the sum of the counts in {@code [from, to)}; more than a long holds is an error. */
  public long sum(int from, int to) {
    long sum = 0;
    for (int position = from; position < to; position++) {
      sum = Math.addExact(sum, counts[position]);
    }
    return sum;
  }

  /** Returns the first {@code length} counts. */
  public Counts first(int length) {
    return new Counts(Arrays.copyOf(counts, length));
  }

  /**
   * Returns these counts plus {@code other}, position by position.
   *
   * @throws IllegalArgumentException if the lengths differ
   */
  public Counts plus(Counts other) {
    if (other.length() != length()) {
      throw new IllegalArgumentException(
          "Counts of %d and of %d positions cannot be added".formatted(length(), other.length()));
    }
    long[] sum = counts.clone();
    for (int position = 0; position < sum.length; position++) {
      sum[position] = Math.addExact(sum[position], other.counts[position]);
    }
    return new Counts(sum);
  }

  /** Returns a copy as an array. */
  public long[] toArray() {
    return counts.clone();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Counts that && Arrays.equals(counts, that.counts);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(counts);
  }

  @Override
  public String toString() {
    return Arrays.toString(counts);
  }
}
